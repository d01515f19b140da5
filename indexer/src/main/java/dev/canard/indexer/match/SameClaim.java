package dev.canard.indexer.match;

import dev.canard.event.Debunk;
import dev.canard.event.Vector;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.lucene.Cosine;
import dev.canard.indexer.lucene.Wording;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether two debunks check the same claim: in the same words but for case, quotes and punctuation, or in words that mean almost the same
 * to every encoder, hold the same numbers and are both affirmed or both denied.
 */
public final class SameClaim {

    /** Cosine of two claims from which they mean almost the same. Chosen high: to link what differs misleads, not to link loses little. */
    private static final double CLOSE = .95;

    /** Cosine of two claims from which one cannot be sure that they mean different things: fact-checks of one rumour are often worded anew. */
    private static final double POSSIBLE = .75;

    private static final Pattern NEGATION =
            Pattern.compile("\\b(not|no|never|nobody|none|neither|nothing|nor|without|cannot)\\b|n['’]t\\b");

    private SameClaim() {}

    /** Whether they do. Debunks without vectors are compared by their words alone. */
    public static boolean test(Debunk one, Debunk other) {
        return Twins.key(one).claim().equals(Twins.key(other).claim())
                || (Wording.numbers(one.claim()).equals(Wording.numbers(other.claim()))
                        && isDenied(one) == isDenied(other)
                        && isClose(one, other, CLOSE));
    }

    /**
     * Whether they may check the same claim, as far as vectors tell. A post about one of them teaches nothing about the other: it is
     * neither surely right nor surely wrong. For training.
     */
    public static boolean isPossible(Debunk one, Debunk other) {
        return isClose(one, other, POSSIBLE);
    }

    private static boolean isDenied(Debunk debunk) {
        return NEGATION.matcher(debunk.claim().toLowerCase(Locale.ROOT)).find();
    }

    private static boolean isClose(Debunk one, Debunk other, double least) {
        boolean compared = false;
        for (Vector vector : one.vectors()) {
            if (vector.field().equals(Encoders.CLAIM)) {
                Optional<Vector> same = other.vectors().stream()
                        .filter(its -> its.field().equals(Encoders.CLAIM)
                                && its.encoder().equals(vector.encoder()))
                        .findFirst();
                if (same.isPresent()) {
                    if (Cosine.of(vector.values(), same.get().values()) < least) {
                        return false;
                    }
                    compared = true;
                }
            }
        }
        return compared;
    }
}
