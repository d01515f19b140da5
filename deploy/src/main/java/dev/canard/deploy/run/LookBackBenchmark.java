package dev.canard.deploy.run;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.pipeline.Application;
import dev.canard.deploy.pipeline.LocalPipeline;
import dev.canard.deploy.pipeline.TopicFollower;
import dev.canard.deploy.pipeline.TopicTail;
import dev.canard.deploy.pipeline.Topologies;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.Alert;
import dev.canard.event.DebunkAmendment;
import dev.canard.event.PostClaims;
import dev.canard.event.PostMatches;
import dev.canard.metrics.Meter;
import dev.canard.metrics.Meters;
import dev.canard.topic.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Measures how soon alerts follow a debunk that comes after its posts, how soon they end when it is retracted, and how much longer posts wait
 * meanwhile. Posts enter as claims: what comes before the matching does not look back.
 */
public final class LookBackBenchmark {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How many debunks of other rumours are there from the start: without any, a post costs next to nothing. */
    private static final int LIBRARY = 50;

    /** Posts that are there before the debunk of their rumour, and that come after it. */
    private static final String SPREADING = "spreading";

    private static final String COPY = "copy";

    private final CanardSettings settings;
    private final Terminal terminal;
    private final int posts;
    private final int debunks;
    private final int rate;
    private final SyntheticRumours rumours;
    private final InstantSource clock = InstantSource.system();
    private final Map<String, String> figures = new LinkedHashMap<>();

    /** When what was awaited arrived, by alert or post, in {@link System#nanoTime}. */
    private final Map<String, Long> opened = new ConcurrentHashMap<>();

    private final Map<String, Long> withdrawn = new ConcurrentHashMap<>();
    private final Map<String, Long> judged = new ConcurrentHashMap<>();

    /**
     * @param posts how many are judged before the first debunk comes
     * @param debunks how many come, at most 50
     * @param rate posts a second that go on coming meanwhile
     * @param seed decides what they say
     */
    public LookBackBenchmark(CanardSettings settings, Terminal terminal, int posts, int debunks, int rate, long seed) {
        if (debunks < 1 || debunks > LIBRARY || posts < debunks * SyntheticRumours.spreading() || rate < 1) {
            throw new IllegalArgumentException(
                    "debunks must lie in 1..%d, posts be %d times as many or more, and the rate be 1 or more"
                            .formatted(LIBRARY, SyntheticRumours.spreading()));
        }
        this.settings = settings;
        this.terminal = terminal;
        this.posts = posts;
        this.debunks = debunks;
        this.rate = rate;
        rumours = new SyntheticRumours(seed);
    }

    /**
     * Runs it.
     *
     * @param directory a directory for the state, which is left there
     * @return figures by name, in the order in which they were measured
     */
    public Map<String, String> run(Path directory) throws IOException, InterruptedException {
        Meters meters = new Meters(new SimpleMeterRegistry());
        try (LocalPipeline local =
                        LocalPipeline.start(settings, directory, new Topologies(settings, meters, clock), meters);
                KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                        new HashMap<>(local.clientProperties()), new StringSerializer(), new ByteArraySerializer());
                TopicFollower<Alert> _ = follow(local, local.topics().alerts(), (_, alert) -> keep(alert));
                TopicFollower<PostMatches> _ = follow(
                        local, local.topics().matches(), (post, _) -> judged.putIfAbsent(post, System.nanoTime()))) {
            local.pipeline().start(Application.DEBUNKS);
            local.pipeline().start(Application.MATCHER);
            local.pipeline().awaitRunning();
            for (int number = LIBRARY; number < 2 * LIBRARY; number++) {
                review(local, producer, number);
            }
            local.pipeline().awaitIdle(Application.DEBUNKS, _ -> {});
            fill(local, producer);
            figures.put(
                    "posts before, partitions",
                    "%,d, %d".formatted(posts, settings.topics().partitions()));
            Histogram quiet = traffic(local, producer, "quiet", _ -> {});
            Histogram raised = new Histogram(3);
            Histogram busy = traffic(local, producer, "busy", second -> {
                long sent = System.nanoTime();
                review(local, producer, second);
                await(opened, second, sent, raised);
            });
            figures.put("debunk to the last of its alerts", percentiles(raised));
            figures.put("alerts by looking back", "%,d".formatted(raised(SPREADING)));
            figures.put("post to match, no debunk coming", percentiles(quiet));
            figures.put("post to match, debunks coming", percentiles(busy));
            figures.put(
                    "ratio of the p99",
                    "%.2f".formatted(busy.getValueAtPercentile(99) / (double) quiet.getValueAtPercentile(99)));
            copies(local, producer);
            retractions(local, producer);
            cost(meters);
        }
        terminal.end();
        return figures;
    }

    private void keep(Alert alert) {
        (alert.status() == Alert.Status.OPEN ? opened : withdrawn)
                .putIfAbsent(alert.debunk().id() + " " + alert.post().id(), System.nanoTime());
    }

    /** The posts before, those that spread a rumour among them. */
    private void fill(LocalPipeline local, KafkaProducer<String, byte[]> producer) throws InterruptedException {
        int spreading = debunks * SyntheticRumours.spreading();
        int every = posts / spreading;
        for (int i = 0; i < posts; i++) {
            int rumour = i / every;
            boolean spreads = i % every == 0 && rumour < spreading;
            send(
                    local,
                    producer,
                    spreads
                            ? rumours.spreading(
                                    id(SPREADING, rumour % debunks, rumour / debunks),
                                    rumour % debunks,
                                    rumour / debunks,
                                    clock.instant())
                            : rumours.chat("post-" + i, i, clock.instant()));
        }
        producer.flush();
        local.pipeline()
                .awaitIdle(Application.MATCHER, lag -> terminal.progress("%,d posts to be judged".formatted(lag)));
    }

    /** The id of a post that spreads a rumour. */
    private static String id(String kind, int number, int variant) {
        return "%s-%d-%d".formatted(kind, number, variant);
    }

    private void review(LocalPipeline local, KafkaProducer<String, byte[]> producer, int number) {
        byte[] review = rumours.review(number).getBytes(StandardCharsets.UTF_8);
        send(producer, local.topics().debunksRaw().name(), SyntheticRumours.debunkId(number), review);
    }

    /** What is done each second while posts go on coming. */
    private interface EachSecond {
        void run(int second) throws InterruptedException;
    }

    /** How long posts wait for their matches, in milliseconds, while something is done each second. */
    private Histogram traffic(LocalPipeline local, KafkaProducer<String, byte[]> producer, String name, EachSecond each)
            throws InterruptedException {
        Map<String, Long> sent = new ConcurrentHashMap<>();
        Thread posting = Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
                    String id = name + "-" + i;
                    sent.put(id, System.nanoTime());
                    send(local, producer, rumours.chat(id, posts + i, clock.instant()));
                    producer.flush();
                    TimeUnit.NANOSECONDS.sleep(TimeUnit.SECONDS.toNanos(1) / rate);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        for (int second = 0; second < debunks; second++) {
            long next = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
            each.run(second);
            TimeUnit.NANOSECONDS.sleep(Math.max(0, next - System.nanoTime()));
            terminal.progress("%s: %d of %d".formatted(name, second + 1, debunks));
        }
        posting.interrupt();
        posting.join();
        local.pipeline().awaitIdle(Application.MATCHER, _ -> {});
        Histogram waited = new Histogram(3);
        sent.forEach((id, start) -> {
            Long end = judged.get(id);
            if (end != null) {
                waited.recordValue(TimeUnit.NANOSECONDS.toMillis(end - start));
            }
        });
        return waited;
    }

    /** Posts that say the same, now that the debunks are there: what looking back missed would show. */
    private void copies(LocalPipeline local, KafkaProducer<String, byte[]> producer) throws InterruptedException {
        for (int variant = 0; variant < SyntheticRumours.spreading(); variant++) {
            for (int number = 0; number < debunks; number++) {
                send(local, producer, rumours.spreading(id(COPY, number, variant), number, variant, clock.instant()));
            }
        }
        producer.flush();
        local.pipeline().awaitIdle(Application.MATCHER, _ -> {});
        TimeUnit.SECONDS.sleep(1);
        figures.put("alerts of copies that come after the debunks", "%,d".formatted(raised(COPY)));
        figures.put(
                "alerts of posts about other claims",
                "%,d".formatted(awaited(opened).size() - raised(SPREADING) - raised(COPY)));
    }

    private void retractions(LocalPipeline local, KafkaProducer<String, byte[]> producer) throws InterruptedException {
        Topic<String, DebunkAmendment> topic = local.topics().debunkAmendments();
        Histogram ended = new Histogram(3);
        for (int number = 0; number < debunks; number++) {
            String id = SyntheticRumours.debunkId(number);
            DebunkAmendment amendment = new DebunkAmendment(
                    id, null, null, null, null, null, true, "benchmark", "to measure", clock.instant());
            long sent = System.nanoTime();
            send(producer, topic.name(), id, topic.values().serializer().serialize(topic.name(), amendment));
            Set<String> open = alertsOf(opened, number);
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!withdrawn.keySet().containsAll(open) && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            open.stream()
                    .mapToLong(alert -> withdrawn.getOrDefault(alert, end))
                    .max()
                    .ifPresent(last -> ended.recordValue(TimeUnit.NANOSECONDS.toMillis(last - sent)));
            terminal.progress("%d of %d retracted".formatted(number + 1, debunks));
        }
        figures.put("retraction to the last of its alerts", percentiles(ended));
        figures.put(
                "alerts withdrawn",
                "%,d of %,d"
                        .formatted(awaited(withdrawn).size(), awaited(opened).size()));
    }

    /** What it takes to judge a post, for the first time or again. */
    private void cost(Meters meters) {
        long rejudged = Stream.of("alert", "no_alert")
                .mapToLong(result ->
                        (long) meters.counter(Meter.REJUDGED_POSTS, result).count())
                .sum();
        figures.put("posts judged again", "%,d".formatted(rejudged));
        figures.put(
                "mean CPU time of a judgement",
                Stream.of("encode", "retrieve", "rerank", "stance")
                        .map(step -> "%s %.1f"
                                .formatted(
                                        step,
                                        meters.timer(Meter.STAGE_CPU, step).mean(TimeUnit.MILLISECONDS)))
                        .collect(Collectors.joining(", ", "", " ms")));
    }

    /** Waits for the alerts that all posts of a rumour would raise, as long as that may take. */
    private static void await(Map<String, Long> arrived, int number, long sent, Histogram delays)
            throws InterruptedException {
        long end = sent + TimeUnit.SECONDS.toNanos(3);
        while (alertsOf(SPREADING, arrived, number).size() < SyntheticRumours.spreading() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        alertsOf(SPREADING, arrived, number).stream()
                .mapToLong(arrived::get)
                .max()
                .ifPresent(last -> delays.recordValue(TimeUnit.NANOSECONDS.toMillis(last - sent)));
    }

    /** How many alerts the posts of a kind raised for the debunks of their own rumours. */
    private long raised(String kind) {
        return IntStream.range(0, debunks)
                .mapToLong(number -> alertsOf(kind, opened, number).size())
                .sum();
    }

    /** The alerts of the debunks that came, and not of those that were there. */
    private Set<String> awaited(Map<String, Long> arrived) {
        return IntStream.range(0, debunks)
                .mapToObj(number -> alertsOf(arrived, number))
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
    }

    /** Those for a debunk, also of posts that spread something else. */
    private static Set<String> alertsOf(Map<String, Long> arrived, int number) {
        return withPrefix(arrived, SyntheticRumours.debunkId(number) + " ");
    }

    /** Those for a debunk of posts of a kind that spread its rumour. */
    private static Set<String> alertsOf(String kind, Map<String, Long> arrived, int number) {
        return withPrefix(arrived, "%s %s-%d-".formatted(SyntheticRumours.debunkId(number), kind, number));
    }

    private static Set<String> withPrefix(Map<String, Long> arrived, String prefix) {
        return arrived.keySet().stream().filter(key -> key.startsWith(prefix)).collect(Collectors.toSet());
    }

    /** Tells of each value of a topic. */
    private static <V> TopicFollower<V> follow(
            LocalPipeline local, Topic<String, V> topic, BiConsumer<String, V> reader) {
        return new TopicFollower<>(
                "bench-" + topic.name(),
                new TopicTail<>(local.clientProperties(), topic, TopicTail.From.BEGINNING),
                record -> {
                    if (record.value() != null) {
                        reader.accept(record.key(), record.value());
                    }
                },
                e -> {
                    throw e;
                });
    }

    private static void send(LocalPipeline local, KafkaProducer<String, byte[]> producer, PostClaims post) {
        Topic<String, PostClaims> topic = local.topics().claims();
        var _ = producer.send(new ProducerRecord<>(
                topic.name(), post.post().id(), topic.values().serializer().serialize(topic.name(), post)));
    }

    private static void send(KafkaProducer<String, byte[]> producer, String topic, String key, byte[] value) {
        var _ = producer.send(new ProducerRecord<>(topic, key, value));
        producer.flush();
    }

    private static String percentiles(Histogram histogram) {
        return "p50 %,d, p95 %,d, p99 %,d ms (%,d)"
                .formatted(
                        histogram.getValueAtPercentile(50),
                        histogram.getValueAtPercentile(95),
                        histogram.getValueAtPercentile(99),
                        histogram.getTotalCount());
    }
}
