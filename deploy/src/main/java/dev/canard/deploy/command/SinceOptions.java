package dev.canard.deploy.command;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say from when on records are taken: one of them. */
final class SinceOptions {

    @Option(
            names = "--last",
            paramLabel = "DURATION",
            required = true,
            description = "Those of so long until now, for instance P7D or PT6H.")
    private @Nullable Duration last;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            required = true,
            description = "Those from then on, for instance 2026-11-01T00:00:00Z.")
    private @Nullable Instant from;

    @Option(names = "--all", required = true, description = "All that are still on the topic.")
    private boolean all;

    Instant from(Instant now) {
        if (all) {
            return Instant.EPOCH;
        }
        if (from != null) {
            return from;
        }
        if (last == null || !last.isPositive()) {
            throw new IllegalArgumentException("--last must be longer than nothing, was " + last);
        }
        return now.minus(last);
    }
}
