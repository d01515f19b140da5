package dev.canard.indexer.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.canard.event.Debunk;
import dev.canard.event.Rating;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * A rule that a moderator wrote.
 *
 * @param id lower-case letters, digits and dashes
 * @param description what it is for
 * @param author who answers for it
 * @param mode whether it raises alerts
 * @param debunk id of the debunk whose claim a post that meets the rule is about; null where the rule has a claim
 * @param claim the claim that such a post is about; null where the rule has a debunk
 * @param query the words that meet it, see {@link dev.canard.indexer.lucene.PostQuery}; null for none
 * @param regex the regular expression that meets it, see {@link RuleCondition}; null for none. Where there are both, both must be met
 * @param policy when it alerts
 * @param examples what proves it
 */
public record Rule(
        String id,
        @Nullable String description,
        @Nullable String author,
        Mode mode,
        @Nullable String debunk,
        @Nullable RuleClaim claim,
        @Nullable String query,
        @Nullable String regex,
        RulePolicy policy,
        RuleExamples examples) {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** What a rule does. */
    public enum Mode {
        /** It raises alerts. */
        LIVE,
        /** It is only tried: what it would do can be seen among the matches of a post. */
        SHADOW,
        /** Nothing. */
        OFF
    }

    /** @throws IllegalArgumentException if something is missing, too much, or cannot be */
    public Rule {
        require("id", id);
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "id must be of lower-case letters, digits and dashes, 64 at most, was " + id);
        }
        if (mode == null) {
            throw new IllegalArgumentException("mode is missing: live, shadow or off");
        }
        if ((debunk == null) == (claim == null)) {
            throw new IllegalArgumentException("needs either debunk, the id of one, or a claim of its own");
        }
        if (query == null && regex == null) {
            throw new IllegalArgumentException("needs a query, a regex or both");
        }
        if (examples == null) {
            throw new IllegalArgumentException("examples are missing");
        }
        if (policy == null) {
            policy = RulePolicy.GENERAL;
        }
    }

    static void require(String key, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(key + " is missing");
        }
    }

    static List<String> orNone(@Nullable List<String> texts) {
        return texts == null ? List.of() : List.copyOf(texts);
    }

    /** What a judgement names it by: {@code rule:} and its id. */
    public String name() {
        return "rule:" + id;
    }

    /** Eight hexadecimal digits that change with whatever changes a judgement: neither mode nor examples nor what is only for people. */
    public String version() {
        try {
            byte[] content =
                    MAPPER.writeValueAsBytes(Arrays.<@Nullable Object>asList(id, debunk, claim, query, regex, policy));
            return DigestUtils.sha256Hex(content).substring(0, 8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a rule that cannot be written", e);
        }
    }

    /** Its own claim as a debunk with the id {@link #name}, without vectors; empty where it adds to a debunk. */
    public Optional<Debunk> ownDebunk() {
        return Optional.ofNullable(claim)
                .map(own -> new Debunk(
                        name(),
                        own.text(),
                        null,
                        null,
                        null,
                        new Rating(own.verdict(), null, name()),
                        author,
                        own.link(),
                        null,
                        null,
                        List.of(),
                        Instant.EPOCH));
    }
}
