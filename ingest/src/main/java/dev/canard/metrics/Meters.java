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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Records into the meters of {@link Meter}, and only into them. */
public final class Meters {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final MeterRegistry registry;

    /** Spares the registry's builder and tags on each call. Bounded, since no tag holds text from outside. */
    private final Map<Key, Counter> counters = new ConcurrentHashMap<>();

    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

    public Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Adds one to a counter. */
    public void count(Meter meter, Object... tagValues) {
        add(meter, 1, tagValues);
    }

    /** Adds an amount to a counter. */
    public void add(Meter meter, double amount, Object... tagValues) {
        counter(meter, tagValues).increment(amount);
    }

    /** The counter behind a meter, to read its figure. */
    public Counter counter(Meter meter, Object... tagValues) {
        return counters.computeIfAbsent(new Key(meter, List.of(tagValues)), this::counter);
    }

    /** Records a duration. */
    public void record(Meter meter, Duration duration, Object... tagValues) {
        timer(meter, tagValues).record(duration);
    }

    /** The timer behind a meter, to read its figures. */
    public Timer timer(Meter meter, Object... tagValues) {
        return timers.computeIfAbsent(new Key(meter, List.of(tagValues)), this::timer);
    }

    /** Shows a value that is asked for whenever the metrics are read. */
    public void gauge(Meter meter, Supplier<Number> value, Object... tagValues) {
        Gauge.builder(expect(meter, Meter.Type.GAUGE), value)
                .description(meter.description())
                .tags(new Key(meter, List.of(tagValues)).tags())
                .strongReference(true)
                .register(registry);
    }

    /** Runs a step and records the CPU time that the calling thread spent on it in {@link Meter#STAGE_CPU}. */
    public <T> T cpu(String step, Supplier<T> work) {
        return cpu(step, work, _ -> {});
    }

    /** The same, and tells the time to a watch, also where the step fails. */
    public <T> T cpu(String step, Supplier<T> work, Consumer<Duration> watch) {
        long start = THREADS.getCurrentThreadCpuTime();
        try {
            return work.get();
        } finally {
            Duration time = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start);
            record(Meter.STAGE_CPU, time, step);
            watch.accept(time);
        }
    }

    private Counter counter(Key key) {
        return Counter.builder(expect(key.meter, Meter.Type.COUNTER))
                .description(key.meter.description())
                .tags(key.tags())
                .register(registry);
    }

    private Timer timer(Key key) {
        return Timer.builder(expect(key.meter, Meter.Type.TIMER))
                .description(key.meter.description())
                .tags(key.tags())
                .publishPercentileHistogram()
                .register(registry);
    }

    private static String expect(Meter meter, Meter.Type type) {
        if (meter.type() != type) {
            throw new IllegalArgumentException(meter + " is a " + meter.type() + ", not a " + type);
        }
        return meter.id();
    }

    private record Key(Meter meter, List<Object> values) {

        List<Tag> tags() {
            if (values.size() != meter.tags().size()) {
                throw new IllegalArgumentException(meter + " has the tags " + meter.tags());
            }
            List<Tag> tags = new ArrayList<>(values.size());
            for (int i = 0; i < values.size(); i++) {
                tags.add(Tag.of(meter.tags().get(i), values.get(i).toString().toLowerCase(Locale.ROOT)));
            }
            return tags;
        }
    }
}
