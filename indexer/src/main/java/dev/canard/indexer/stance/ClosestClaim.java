package dev.canard.indexer.stance;

import dev.canard.event.Claim;
import dev.canard.event.Debunk;
import dev.canard.event.PostClaims;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Finds the claim of a post that comes closest to a debunk: the one that holds most of the debunk's words, among equals the
 * one most worth checking, then the first. Words are compared by their beginnings, as a stemmer would.
 */
public final class ClosestClaim {

    /** Shorter words are mostly grammar. */
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]{4,60}+|\\p{N}{1,60}+");

    private static final int STEM = 5;

    private ClosestClaim() {}

    /** The closest claim; empty where the post makes none. */
    public static Optional<Claim> of(PostClaims post, Debunk debunk) {
        Set<String> wanted = stems(debunk.claim() + " " + (debunk.title() == null ? "" : debunk.title()));
        return post.claims().stream()
                .min(Comparator.<Claim>comparingLong(claim -> -shared(claim, wanted))
                        .thenComparingDouble(claim -> -claim.checkWorthiness()));
    }

    private static long shared(Claim claim, Set<String> wanted) {
        return stems(claim.text()).stream().filter(wanted::contains).count();
    }

    private static Set<String> stems(String text) {
        Set<String> stems = new HashSet<>();
        WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .map(word -> word.substring(0, Math.min(STEM, word.length())))
                .forEach(stems::add);
        return stems;
    }
}
