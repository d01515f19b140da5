package dev.canard.deploy.run;

import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** What answers took, in microseconds: of all, and of those from a process that has found its pace. Thread-safe. */
final class Latencies implements LongConsumer {

    private static final double MICROS = 1_000;

    private final BooleanSupplier warm;
    private final Histogram all = new ConcurrentHistogram(3);
    private final Histogram ofWarm = new ConcurrentHistogram(3);

    /** @param warm whether who answers now has found its pace */
    Latencies(BooleanSupplier warm) {
        this.warm = warm;
    }

    @Override
    public void accept(long micros) {
        all.recordValue(micros);
        if (warm.getAsBoolean()) {
            ofWarm.recordValue(micros);
        }
    }

    /** How many there are. */
    long count() {
        return all.getTotalCount();
    }

    /** Percentiles of all, and of the later ones. */
    String text() {
        return percentiles(all) + "; later " + percentiles(ofWarm);
    }

    private static String percentiles(Histogram micros) {
        return "p50 %.1f, p95 %.1f, p99 %.1f ms (%,d)"
                .formatted(
                        micros.getValueAtPercentile(50) / MICROS,
                        micros.getValueAtPercentile(95) / MICROS,
                        micros.getValueAtPercentile(99) / MICROS,
                        micros.getTotalCount());
    }
}
