package dev.canard.indexer.rule;

import dev.canard.event.Verdict;
import java.net.URI;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The falsehood that a rule states where no debunk does.
 *
 * @param text the false claim, in a sentence
 * @param verdict what is wrong with it
 * @param link where that is shown, an address of the web
 */
public record RuleClaim(String text, Verdict verdict, String link) {

    private static final Set<Verdict> NO_FALSEHOOD =
            EnumSet.of(Verdict.TRUE, Verdict.MOSTLY_TRUE, Verdict.UNPROVEN, Verdict.UNKNOWN);

    /** @throws IllegalArgumentException if one is missing or cannot be */
    public RuleClaim {
        Rule.require("claim.text", text);
        Rule.require("claim.link", link);
        if (verdict == null || NO_FALSEHOOD.contains(verdict)) {
            throw new IllegalArgumentException("claim.verdict must be one of %s, was %s"
                    .formatted(EnumSet.complementOf(EnumSet.copyOf(NO_FALSEHOOD)), verdict));
        }
        String scheme = scheme(link);
        if (!"http".equals(scheme) && !"https".equals(scheme)) {
            throw new IllegalArgumentException("claim.link must be an address of the web, was " + link);
        }
    }

    private static @Nullable String scheme(String link) {
        try {
            return URI.create(link).getScheme();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("claim.link: " + e.getMessage(), e);
        }
    }
}
