package dev.canard.deploy.command;

import dev.canard.deploy.replay.OffsetRange;
import dev.canard.deploy.replay.ReplayRange;
import dev.canard.deploy.replay.TimeRange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Options that say what a replay reads: a range of times, or one of offsets. */
final class ReplayRangeOptions {

    @ArgGroup(exclusive = false, multiplicity = "1")
    private @Nullable Times times;

    @ArgGroup(exclusive = false, multiplicity = "1")
    private @Nullable Offsets offsets;

    private static final class Times {

        @ArgGroup(multiplicity = "1")
        private SinceOptions since = new SinceOptions();

        @Option(names = "--to", paramLabel = "TIME", description = "Only posts before then. Default: now")
        private @Nullable Instant to;
    }

    private static final class Offsets {

        @Option(
                names = "--from-offsets",
                paramLabel = "PARTITION:OFFSET,...",
                required = true,
                description = "Those of some partitions, from an offset on, for instance 0:100,1:250.")
        private String from = "";

        @Option(
                names = "--to-offsets",
                paramLabel = "PARTITION:OFFSET,...",
                description =
                        "Only those before an offset, for instance 0:500. Default, for each partition: those that are there now")
        private @Nullable String to;
    }

    /** @throws IllegalArgumentException if it is none */
    ReplayRange range(Instant now) {
        if (offsets != null) {
            return OffsetRange.parse(offsets.from, offsets.to);
        }
        if (times != null) {
            return new TimeRange(times.since.from(now), times.to);
        }
        throw new AssertionError("one of them is there");
    }
}
