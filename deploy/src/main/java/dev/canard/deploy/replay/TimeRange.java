package dev.canard.deploy.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The records of a time, of all partitions.
 *
 * @param from records from then on
 * @param to records before then; null for those that are there now
 */
public record TimeRange(Instant from, @Nullable Instant to) implements ReplayRange {}
