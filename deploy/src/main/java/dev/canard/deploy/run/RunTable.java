package dev.canard.deploy.run;

import dev.canard.metrics.Meter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** The figures of a run in a table for a terminal. */
public final class RunTable {

    private RunTable() {}

    /**
     * The table.
     *
     * @param registry the meters of this run
     */
    public static String of(Results results, BoundedRun.Took took, MeterRegistry registry) {
        StringBuilder table = new StringBuilder();
        Histogram delays = results.delays();
        row(table, "posts", "%,d".formatted(results.posts()));
        row(table, "claims", "%,d".formatted(results.claims()));
        row(table, "matches", "%,d".formatted(results.matches()));
        row(table, "alerts", "%,d".formatted(results.alerts().size()));
        row(table, "dead letters", "%,d".formatted(results.deadLetters()));
        counted(table, "deleted posts", Meter.POST_DELETES, registry);
        counted(table, "reposts, counted only", Meter.REPOSTS, registry);
        counted(table, "deleted accounts", Meter.ACCOUNT_DELETES, registry);
        counted(table, "events of no post, passed over", Meter.IGNORED_EVENTS, registry);
        if (delays.getTotalCount() > 0) {
            long judged = delays.getTotalCount();
            row(
                    table,
                    "posts per second",
                    "%,.1f".formatted(judged / Math.max(0.001, took.time().toMillis() / 1000.0)));
            for (int percentile : new int[] {50, 95, 99}) {
                row(
                        table,
                        "ingest to verdict, p" + percentile,
                        "%,d ms".formatted(delays.getValueAtPercentile(percentile)));
            }
            row(table, "CPU per post, all", "%,.2f ms".formatted(took.cpu().toNanos() / 1e6 / judged));
            registry.find(Meter.STAGE_CPU.id()).timers().stream()
                    .sorted(Comparator.comparing(RunTable::step))
                    .forEach(timer -> row(
                            table,
                            "CPU per call, " + step(timer),
                            "%,.2f ms × %,d".formatted(timer.mean(TimeUnit.MILLISECONDS), timer.count())));
        }
        return table.toString();
    }

    /** A row for what most runs do not have. */
    private static void counted(StringBuilder table, String name, Meter meter, MeterRegistry registry) {
        double count = registry.find(meter.id()).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
        if (count > 0) {
            row(table, name, "%,.0f".formatted(count));
        }
    }

    private static String step(Timer timer) {
        return String.valueOf(timer.getId().getTag(Meter.STAGE_CPU.tags().getFirst()));
    }

    private static void row(StringBuilder table, String name, String value) {
        table.append("%-34s %s%n".formatted(name, value));
    }
}
