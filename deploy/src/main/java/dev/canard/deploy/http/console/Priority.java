package dev.canard.deploy.http.console;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.canard.event.Verdict;
import java.time.Duration;

/**
 * In which order alerts are worth a moderator's time, 0 to 100: {@code 45 × probability + 25 × harm + 10 × velocity + 10 × reach
 * + 10 × age}.
 *
 * @param probability that the post spreads the claim, 0 to 1
 * @param harm how much such a falsehood does, by its verdict: a scam 1, what is false, altered or misattributed .8, what is mostly false or
 *     misleading .6, what is mixed .4, satire .2
 * @param velocity posts an hour that spread the claim, 64 and more count as 1: log2(1 + n) / log2(65)
 * @param reach how often the post itself was passed on, a tenth for each doubling, 1,023 times and more count as 1: ⌊log2(1 + n)⌋ / 10. In steps, so that
 *     a post which is passed on all the time does not change its place all the time
 * @param age how long it has been open, a day and more count as 1: nothing shall wait for ever
 */
record Priority(double probability, double harm, double velocity, double reach, double age) {

    private static final double FAST = Math.log1p(64);
    private static final double MOST_DOUBLINGS = 10;
    private static final Duration OLD = Duration.ofDays(1);

    static Priority of(double probability, Verdict verdict, double perHour, int shares, Duration open) {
        return new Priority(
                probability,
                harm(verdict),
                Math.min(1, Math.log1p(perHour) / FAST),
                Math.min(1, doublings(shares) / MOST_DOUBLINGS),
                Math.clamp(open.toMillis() / (double) OLD.toMillis(), 0.0, 1.0));
    }

    @JsonProperty
    double value() {
        return Math.round(10 * (45 * probability + 25 * harm + 10 * velocity + 10 * reach + 10 * age)) / 10.0;
    }

    private static int doublings(int shares) {
        return Integer.SIZE - 1 - Integer.numberOfLeadingZeros(shares + 1);
    }

    private static double harm(Verdict verdict) {
        return switch (verdict) {
            case SCAM -> 1;
            case FALSE, ALTERED, MISATTRIBUTED -> .8;
            case MOSTLY_FALSE, MISLEADING -> .6;
            case MIXED, UNPROVEN, UNKNOWN -> .4;
            case SATIRE -> .2;
            case TRUE, MOSTLY_TRUE -> 0;
        };
    }
}
