package dev.canard.deploy.http.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.canard.deploy.replay.OffsetRange;
import dev.canard.deploy.replay.ReplayRange;
import dev.canard.deploy.replay.ReplayRequest;
import dev.canard.deploy.replay.TimeRange;
import dev.canard.event.Replay;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to be judged once more, as the API takes it. Exactly one of {@code last}, {@code from}, {@code all} and {@code fromOffsets}
 * says from where on.
 *
 * @param name what to call it; null for the time
 * @param input what to read; null for claims
 * @param last posts of so long until now, as {@code P7D}
 * @param from posts from then on
 * @param all whether all posts that are still there are taken; null is false
 * @param fromOffsets posts of some partitions, from an offset on, as {@code 0:100,1:250}
 * @param to posts before then; null for now
 * @param toOffsets goes with {@code fromOffsets}: posts before an offset, in the same form; null for those that are there now
 * @param debunksAsOf the debunks as they stood then; null for those of today
 * @param changes what is different from production, by key; null for nothing
 */
record ReplayOrder(
        @Nullable String name,
        Replay.@Nullable Input input,
        @Nullable String last,
        @Nullable Instant from,
        @Nullable Boolean all,
        @Nullable String fromOffsets,
        @Nullable Instant to,
        @Nullable String toOffsets,
        @Nullable Instant debunksAsOf,
        @Nullable Map<String, JsonNode> changes) {

    /**
     * What can be changed from afar. Everything else names files or addresses, says where things are, or lets a replay take more than its share
     * of the machine; and names and versions are how judgements are told apart.
     */
    private static final Set<String> CHANGEABLE = Set.of(
            "policy.threshold",
            "policy.foreign-threshold",
            "policy.minimum-about",
            "policy.minimum-words",
            "policy.alert-on-conflict",
            "policy.verdicts");

    private static final int LONGEST_VALUE = 300;

    /**
     * The same as a request.
     *
     * @param inForce what was promoted, which production is like too
     * @throws IllegalArgumentException if something is missing, or may not be changed
     */
    ReplayRequest request(List<String> inForce, Instant now, String by) {
        return new ReplayRequest(
                name == null || name.isBlank() ? ReplayRequest.nameAt(now) : name,
                Objects.requireNonNullElse(input, Replay.Input.CLAIMS),
                range(now),
                debunksAsOf,
                Stream.concat(inForce.stream(), overrides().stream()).toList(),
                by);
    }

    private ReplayRange range(Instant now) {
        boolean everything = Boolean.TRUE.equals(all);
        if (Stream.of(last != null, from != null, everything, fromOffsets != null)
                        .filter(Boolean::booleanValue)
                        .count()
                != 1) {
            throw new IllegalArgumentException("takes one of last, from, all and fromOffsets");
        }
        if (fromOffsets == null ? toOffsets != null : to != null) {
            throw new IllegalArgumentException("toOffsets goes with fromOffsets, to with a time");
        }
        if (fromOffsets != null) {
            return OffsetRange.parse(fromOffsets, toOffsets);
        }
        if (from != null) {
            return new TimeRange(from, to);
        }
        return new TimeRange(everything ? Instant.EPOCH : now.minus(length(Objects.requireNonNull(last))), to);
    }

    private static Duration length(String text) {
        try {
            Duration length = Duration.parse(text);
            if (length.isPositive() && length.compareTo(Duration.ofDays(36_500)) <= 0) {
                return length;
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("last must be a duration such as P7D or PT6H", e);
        }
        throw new IllegalArgumentException("last must be longer than nothing, and at most 100 years");
    }

    private List<String> overrides() {
        if (changes == null) {
            return List.of();
        }
        List<String> overrides = new ArrayList<>();
        changes.forEach((key, value) -> {
            if (!CHANGEABLE.contains(key)) {
                throw new IllegalArgumentException(
                        "%s cannot be changed here, only %s; \"canard replay\" takes every key"
                                .formatted(key, String.join(", ", new TreeSet<>(CHANGEABLE))));
            }
            // JSON is YAML: as it came, nothing in it can be another key.
            String text = value.toString();
            if (text.length() > LONGEST_VALUE) {
                throw new IllegalArgumentException("the value of %s is too long".formatted(key));
            }
            overrides.add(key + "=" + text);
        });
        return overrides;
    }
}
