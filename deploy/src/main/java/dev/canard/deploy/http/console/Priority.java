package dev.canard.deploy.http.console;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.canard.event.Verdict;
import java.time.Duration;

/**
 * In which order alerts are worth a moderator's time, 0 to 100: {@code 50 × probability + 25 × harm + 15 × velocity + 10 × age}.
 *
 * @param probability that the post spreads the claim, 0 to 1
 * @param harm how much such a falsehood does, by its verdict: a scam 1, what is false, altered or misattributed .8, what is mostly false or
 *     misleading .6, what is mixed .4, satire .2
 * @param velocity posts an hour that spread the claim, 64 and more count as 1: log2(1 + n) / log2(65)
 * @param age how long it has been open, a day and more count as 1: nothing shall wait for ever
 */
record Priority(double probability, double harm, double velocity, double age) {

    private static final double FAST = Math.log1p(64);
    private static final Duration OLD = Duration.ofDays(1);

    static Priority of(double probability, Verdict verdict, double perHour, Duration open) {
        return new Priority(
                probability,
                harm(verdict),
                Math.min(1, Math.log1p(perHour) / FAST),
                Math.clamp(open.toMillis() / (double) OLD.toMillis(), 0.0, 1.0));
    }

    @JsonProperty
    double value() {
        return Math.round(10 * (50 * probability + 25 * harm + 15 * velocity + 10 * age)) / 10.0;
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
