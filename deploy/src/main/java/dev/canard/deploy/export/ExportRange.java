package dev.canard.deploy.export;

import java.time.Instant;
import java.util.Map;

/**
 * Which records are exported.
 *
 * @param from those from then on, by their timestamps
 * @param to those before then
 * @param offsets of each partition that is exported, which offsets; empty for all
 */
public record ExportRange(Instant from, Instant to, Map<Integer, Offsets> offsets) {

    /** Copies what may change. */
    public ExportRange {
        offsets = Map.copyOf(offsets);
    }

    /**
     * Offsets of a partition.
     *
     * @param from the first
     * @param to the one behind the last
     */
    public record Offsets(long from, long to) {

        /** Checks the bounds. */
        public Offsets {
            if (from < 0 || to <= from) {
                throw new IllegalArgumentException("no offsets lie from %d to %d".formatted(from, to));
            }
        }
    }

    boolean covers(Instant time) {
        return !time.isBefore(from) && time.isBefore(to);
    }
}
