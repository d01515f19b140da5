package dev.canard.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Records into the meters of {@link Meter}, and only into them. */
public final class Meters {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final MeterRegistry registry;

    public Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Adds one to a counter. */
    public void count(Meter meter, Object... tagValues) {
        count(meter, 1.0, tagValues);
    }

    /** Adds an amount to a counter. */
    public void count(Meter meter, double amount, Object... tagValues) {
        Counter.builder(expect(meter, Meter.Type.COUNTER))
                .description(meter.description())
                .tags(tags(meter, tagValues))
                .register(registry)
                .increment(amount);
    }

    /** Records a duration. */
    public void record(Meter meter, Duration duration, Object... tagValues) {
        timer(meter, tagValues).record(duration);
    }

    /** The timer behind a meter, to read its figures. */
    public Timer timer(Meter meter, Object... tagValues) {
        return Timer.builder(expect(meter, Meter.Type.TIMER))
                .description(meter.description())
                .tags(tags(meter, tagValues))
                .publishPercentileHistogram()
                .register(registry);
    }

    /** Shows a value that is asked for whenever the metrics are read. */
    public void gauge(Meter meter, Supplier<Number> value, Object... tagValues) {
        Gauge.builder(expect(meter, Meter.Type.GAUGE), value)
                .description(meter.description())
                .tags(tags(meter, tagValues))
                .strongReference(true)
                .register(registry);
    }

    /** Runs a step and records the CPU time that the calling thread spent on it in {@link Meter#STAGE_CPU}. */
    public <T> T cpu(String step, Supplier<T> work) {
        long start = THREADS.getCurrentThreadCpuTime();
        try {
            return work.get();
        } finally {
            record(Meter.STAGE_CPU, Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start), step);
        }
    }

    private static String expect(Meter meter, Meter.Type type) {
        if (meter.type() != type) {
            throw new IllegalArgumentException(meter + " is a " + meter.type() + ", not a " + type);
        }
        return meter.id();
    }

    private static List<Tag> tags(Meter meter, Object... values) {
        if (values.length != meter.tags().size()) {
            throw new IllegalArgumentException(meter + " has the tags " + meter.tags());
        }
        List<Tag> tags = new ArrayList<>(values.length);
        for (int i = 0; i < values.length; i++) {
            tags.add(Tag.of(meter.tags().get(i), values[i].toString().toLowerCase(Locale.ROOT)));
        }
        return tags;
    }
}
