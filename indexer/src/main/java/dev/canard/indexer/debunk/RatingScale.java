package dev.canard.indexer.debunk;

import dev.canard.event.Rating;
import dev.canard.event.Verdict;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a number on the scale that comes with it, whichever way the scale runs. */
final class RatingScale {

    private static final double DEFAULT_WORST = 1;
    private static final double DEFAULT_BEST = 5;

    /** Digits are bounded, and with them what a number can cost; a comma parts decimals, not thousands. */
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d{1,9}(?:\\.\\d{1,9}|,\\d{1,2})?");

    private RatingScale() {}

    /**
     * The verdict of a number.
     *
     * @param original the publisher's words
     * @param worst the worst number of the scale, null for schema.org's default of 1
     * @param best the best number of the scale, null for schema.org's default of 5
     */
    static Rating rate(@Nullable String original, String value, @Nullable String worst, @Nullable String best) {
        double number = number(value, Double.NaN);
        double from = number(worst, DEFAULT_WORST);
        double to = number(best, DEFAULT_BEST);
        if (Double.isNaN(number + from + to)) {
            return new Rating(Verdict.UNKNOWN, original, "none: a number that is none");
        }
        String scale = "%s of %s..%s".formatted(plain(number), plain(from), plain(to));
        double share = (number - from) / (to - from);
        if (from == to || share < 0 || share > 1) {
            return new Rating(Verdict.UNKNOWN, original, "none: number outside its scale, " + scale);
        }
        return new Rating(ofShare(share), original, "number:" + scale);
    }

    /** Five steps of equal width around the five of Google's profile. */
    private static Verdict ofShare(double share) {
        if (share < 0.125) {
            return Verdict.FALSE;
        }
        if (share < 0.375) {
            return Verdict.MOSTLY_FALSE;
        }
        if (share <= 0.625) {
            return Verdict.MIXED;
        }
        return share <= 0.875 ? Verdict.MOSTLY_TRUE : Verdict.TRUE;
    }

    private static double number(@Nullable String text, double absent) {
        if (text == null) {
            return absent;
        }
        return NUMBER.matcher(text.strip()).matches()
                ? Double.parseDouble(text.strip().replace(',', '.'))
                : Double.NaN;
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? "" + (long) number : "" + number;
    }
}
