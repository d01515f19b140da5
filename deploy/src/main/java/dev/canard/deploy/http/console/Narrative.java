package dev.canard.deploy.http.console;

import dev.canard.event.DebunkSummary;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A debunked claim that spreads.
 *
 * @param debunk the debunk
 * @param firstSeen when the first post arrived
 * @param lastSeen when the last one did
 * @param alerts how many posts spread it
 * @param open how many of their alerts nobody has decided on
 * @param refuting how many posts refute it
 * @param refutingShare the share of these among all of both
 * @param authors how many different ones spread it
 * @param shares how often these were passed on
 * @param platforms how many posts by platform
 * @param languages the same by language
 * @param perHour posts of the last hour that spread it
 * @param usualPerHour the mean of the hours before, up to a week
 * @param alarm whether the last hour is far above the usual: by Poisson's law, as many or more had a probability below .005
 * @param hours the last 48, oldest first
 * @param examples ids of the alerts of highest probability
 */
record Narrative(
        DebunkSummary debunk,
        Instant firstSeen,
        Instant lastSeen,
        int alerts,
        int open,
        int refuting,
        double refutingShare,
        int authors,
        Shares shares,
        Map<String, Integer> platforms,
        Map<String, Integer> languages,
        int perHour,
        double usualPerHour,
        boolean alarm,
        List<Hour> hours,
        List<String> examples) {

    /** What is so unlikely rings the alarm; Coop uses the same bound for its rules. */
    private static final double UNLIKELY = .005;

    /** Fewer posts never do. */
    private static final int FEWEST = 5;

    /** What counts as usual for a claim that was never seen before. */
    private static final double LEAST_USUAL = .1;

    Narrative {
        platforms = Map.copyOf(platforms);
        languages = Map.copyOf(languages);
        hours = List.copyOf(hours);
        examples = List.copyOf(examples);
    }

    /** How many posts arrived in an hour. */
    record Hour(Instant at, int spreading, int refuting) {}

    /** Whether a count is far above what is usual. */
    static boolean isAlarming(int count, double usual) {
        if (count < FEWEST) {
            return false;
        }
        double mean = Math.max(usual, LEAST_USUAL);
        double term = Math.exp(-mean);
        double below = 0;
        for (int i = 0; i < count; i++) {
            below += term;
            term *= mean / (i + 1);
        }
        return 1 - below < UNLIKELY;
    }
}
