package dev.canard.indexer.lucene;

import java.time.Duration;

/**
 * When the index is refreshed next. A refresh makes a segment, so that many small ones cost time when they are made, searched
 * and merged: single changes become visible at once, a flood of them in a few big steps.
 */
final class RefreshPace {

    /** Changes that come together are refreshed together. */
    private static final Duration SHORTEST = Duration.ofMillis(20);

    /** Nothing is put off longer, however big the last step was. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** In a flood, refreshing takes at most one part in this many, plus one, of the time. */
    private static final int REST = 6;

    /** So few changes in one step are no flood. */
    private static final int FEW = 8;

    private RefreshPace() {}

    /** Whether changes that were made searchable in one step are a flood. */
    static boolean isFlood(int changes) {
        return changes > FEW;
    }

    /**
     * How long a change waits until it is made searchable.
     *
     * @param sinceLast time since the last refresh ended
     * @param lastTook how long the last refresh took
     * @param lastChanges how many changes it made searchable
     */
    static Duration delay(Duration sinceLast, Duration lastTook, int lastChanges) {
        if (!isFlood(lastChanges)) {
            return SHORTEST;
        }
        Duration rest = lastTook.multipliedBy(REST);
        Duration left = (rest.compareTo(LONGEST) < 0 ? rest : LONGEST).minus(sinceLast);
        return left.compareTo(SHORTEST) > 0 ? left : SHORTEST;
    }
}
