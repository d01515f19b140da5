package dev.canard.deploy.run;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.pipeline.Application;
import dev.canard.deploy.pipeline.IndexDirectory;
import dev.canard.deploy.pipeline.LocalPipeline;
import dev.canard.deploy.pipeline.Topologies;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.CleanText;
import dev.canard.event.Debunk;
import dev.canard.event.Post;
import dev.canard.event.PostClaims;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.encoder.CrossEncoderUse;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.encoder.OnnxCrossEncoder;
import dev.canard.indexer.encoder.TextEncoder.Role;
import dev.canard.indexer.lucene.Candidate;
import dev.canard.indexer.lucene.Cosine;
import dev.canard.indexer.lucene.DebunkIndex;
import dev.canard.indexer.lucene.DebunkQuery;
import dev.canard.indexer.lucene.DebunkSnapshot;
import dev.canard.indexer.match.DebunkMatcher;
import dev.canard.indexer.match.EncodedPost;
import dev.canard.indexer.match.MatchModels;
import dev.canard.metrics.Meter;
import dev.canard.metrics.Meters;
import dev.canard.topic.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Measures the index of debunks at a size: how long an instance takes to fill it from the topic and to start again, how soon a
 * change can be found, how long a search takes, and what the approximate search of vectors misses.
 */
public final class IndexBenchmark implements AutoCloseable {

    private static final int CHANGES = 100;
    private static final int SEARCHES = 500;
    private static final int EXACT_SEARCHES = 100;
    private static final int TOP = 10;

    private final CanardSettings settings;
    private final Terminal terminal;
    private final int debunks;
    private final Encoders encoders;
    private final SyntheticDebunks synthetic;
    private final InstantSource clock = InstantSource.system();
    private final Map<String, String> figures = new LinkedHashMap<>();

    /**
     * @param samples some hundred texts: vectors are made up like theirs
     * @param debunks how many
     * @param seed decides which
     */
    public IndexBenchmark(CanardSettings settings, Terminal terminal, List<String> samples, int debunks, long seed) {
        this.settings = settings;
        this.terminal = terminal;
        this.debunks = debunks;
        encoders = Encoders.load(settings.encoders());
        synthetic = new SyntheticDebunks(seed, like(samples, encoders));
    }

    /** Like the vectors of some texts, by encoder. */
    private static Map<String, SyntheticVectors> like(List<String> texts, Encoders encoders) {
        List<Map<String, float[]>> encoded =
                texts.stream().map(text -> encoders.encode(text, Role.PASSAGE)).toList();
        Map<String, SyntheticVectors> vectors = new LinkedHashMap<>();
        for (String encoder : encoders.ids()) {
            vectors.put(
                    encoder,
                    new SyntheticVectors(encoded.stream()
                            .map(each -> Objects.requireNonNull(each.get(encoder)))
                            .toList()));
        }
        return vectors;
    }

    /**
     * Runs it.
     *
     * @param directory a directory for the state, which is left there
     * @return figures by name, in the order in which they were measured
     */
    public Map<String, String> run(Path directory) throws IOException, InterruptedException {
        figures.put("debunks", "%,d".formatted(debunks));
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (LocalPipeline local = start(directory, registry);
                KafkaProducer<String, Debunk> producer = producer(local)) {
            Topic<String, Debunk> topic = local.topics().debunks();
            for (int i = 0; i < debunks; i++) {
                Debunk debunk = synthetic.debunk(i);
                var _ = producer.send(new ProducerRecord<>(topic.name(), debunk.id(), debunk));
                terminal.progress("%,d of %,d debunks written".formatted(i, debunks));
            }
            producer.flush();
            figures.put("restore from the topic", seconds(startMatcher(local, registry)));
            figures.put("its segments are merged after another", seconds(awaitSettled(registry)));
            figures.put("on disk", "%,d MB".formatted((long) gauge(registry, Meter.INDEX_BYTES) >> 20));
            visibility(producer, topic, registry);
        }
        SimpleMeterRegistry again = new SimpleMeterRegistry();
        try (LocalPipeline local = start(directory, again)) {
            figures.put("restart on the same directory", seconds(startMatcher(local, again)));
        }
        search(directory);
        Runtime runtime = Runtime.getRuntime();
        figures.put("heap at most", "%,d MB".formatted(runtime.maxMemory() >> 20));
        terminal.end();
        return figures;
    }

    private LocalPipeline start(Path directory, SimpleMeterRegistry registry) throws IOException, InterruptedException {
        Meters meters = new Meters(registry);
        return LocalPipeline.start(settings, directory, new Topologies(settings, meters, clock), meters);
    }

    private static KafkaProducer<String, Debunk> producer(LocalPipeline local) {
        Map<String, Object> properties = new HashMap<>(local.clientProperties());
        properties.put("compression.type", "lz4");
        return new KafkaProducer<>(
                properties,
                local.topics().debunks().keys().serializer(),
                local.topics().debunks().values().serializer());
    }

    private Duration startMatcher(LocalPipeline local, SimpleMeterRegistry registry) throws InterruptedException {
        Instant start = clock.instant();
        local.pipeline().start(Application.MATCHER);
        local.pipeline().awaitRunning();
        awaitSize(registry, debunks);
        return Duration.between(start, clock.instant());
    }

    /** From the moment at which a change is sent until a search finds it. */
    private void visibility(
            KafkaProducer<String, Debunk> producer, Topic<String, Debunk> topic, SimpleMeterRegistry registry)
            throws InterruptedException {
        Histogram added = new Histogram(3);
        Histogram removed = new Histogram(3);
        for (int i = 0; i < CHANGES; i++) {
            Debunk debunk = synthetic.debunk(debunks + i);
            added.recordValue(change(producer, topic, debunk.id(), debunk, registry, debunks + 1));
            removed.recordValue(change(producer, topic, debunk.id(), null, registry, debunks));
        }
        figures.put("new debunk can be found after", percentiles(added, "ms"));
        figures.put("deleted debunk is gone after", percentiles(removed, "ms"));
    }

    private static long change(
            KafkaProducer<String, Debunk> producer,
            Topic<String, Debunk> topic,
            String id,
            @Nullable Debunk debunk,
            SimpleMeterRegistry registry,
            int sizeThen)
            throws InterruptedException {
        long start = System.nanoTime();
        var _ = producer.send(new ProducerRecord<>(topic.name(), id, debunk));
        producer.flush();
        awaitSize(registry, sizeThen);
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private static void awaitSize(SimpleMeterRegistry registry, int size) throws InterruptedException {
        while (gauge(registry, Meter.INDEX_DEBUNKS) != size) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private Duration awaitSettled(SimpleMeterRegistry registry) throws InterruptedException {
        Instant start = clock.instant();
        while (gauge(registry, Meter.INDEX_UNSETTLED) != 0) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return Duration.between(start, clock.instant());
    }

    private static double gauge(SimpleMeterRegistry registry, Meter meter) {
        return registry.get(meter.id()).gauge().value();
    }

    /** Searches the index that the pipeline left behind. */
    private void search(Path directory) throws IOException {
        Instant opened = clock.instant();
        try (DebunkIndex index = DebunkIndex.open(IndexDirectory.in(directory, settings.topics()), encoders.ids());
                CrossEncoder crossEncoder = OnnxCrossEncoder.shipped(CrossEncoderUse.RANKING)) {
            DebunkMatcher matcher = new DebunkMatcher(index::acquire, encoders, crossEncoder, MatchModels.shipped());
            figures.put("to check and open it", seconds(Duration.between(opened, clock.instant())));
            Histogram search = new Histogram(3);
            Histogram cpu = new Histogram(3);
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            for (int i = 0; i < 2 * SEARCHES; i++) {
                EncodedPost post = post(number(i, 2 * SEARCHES));
                long start = System.nanoTime();
                long cpuStart = threads.getCurrentThreadCpuTime();
                matcher.retrieve(post);
                // The first half warms up, with posts about other debunks.
                if (i >= SEARCHES) {
                    cpu.recordValue((threads.getCurrentThreadCpuTime() - cpuStart) / 1000);
                    search.recordValue((System.nanoTime() - start) / 1000);
                }
                terminal.progress("%,d searches".formatted(i));
            }
            figures.put("search, one thread, after encoding", percentiles(search, "µs"));
            figures.put("its CPU time", percentiles(cpu, "µs"));
            try (DebunkSnapshot snapshot = index.acquire()) {
                for (String encoder : encoders.ids()) {
                    figures.put(
                            "top " + TOP + " of exact search found, " + encoder,
                            "%.3f".formatted(recall(snapshot, encoder)));
                }
            }
        }
    }

    private int number(int i, int of) {
        return (int) ((long) (i % of) * debunks / of);
    }

    private EncodedPost post(int number) {
        String text = synthetic.postText(number);
        Post post = new Post(
                "post-" + number,
                text,
                CleanText.unchanged(text),
                null,
                null,
                null,
                List.of(),
                Instant.EPOCH,
                Instant.EPOCH);
        Map<String, float[]> vectors = synthetic.postVectors(number);
        return new EncodedPost(new PostClaims(post, List.of()), vectors, vectors, List.of(vectors));
    }

    private double recall(DebunkSnapshot snapshot, String encoder) {
        List<float[]> queries = new ArrayList<>();
        List<PriorityQueue<Near>> exact = new ArrayList<>();
        for (int i = 0; i < EXACT_SEARCHES; i++) {
            queries.add(synthetic.postVectors(number(i, EXACT_SEARCHES)).getOrDefault(encoder, new float[0]));
            exact.add(new PriorityQueue<>(Comparator.comparingDouble(Near::cosine)));
        }
        for (int i = 0; i < debunks; i++) {
            float[] vector = synthetic.both(i, encoder);
            for (int q = 0; q < EXACT_SEARCHES; q++) {
                exact.get(q).add(new Near(SyntheticDebunks.id(i), Cosine.of(queries.get(q), vector)));
                if (exact.get(q).size() > TOP) {
                    exact.get(q).poll();
                }
            }
            terminal.progress("%,d of %,d compared".formatted(i, debunks));
        }
        int found = 0;
        for (int q = 0; q < EXACT_SEARCHES; q++) {
            Set<String> near =
                    snapshot.candidates(new DebunkQuery("", Map.of(encoder, queries.get(q))), 5 * TOP, 5 * TOP).stream()
                            .map(Candidate::debunk)
                            .map(Debunk::id)
                            .collect(Collectors.toSet());
            found += (int)
                    exact.get(q).stream().filter(hit -> near.contains(hit.id())).count();
        }
        return found / (double) (TOP * EXACT_SEARCHES);
    }

    private record Near(String id, double cosine) {}

    private static String seconds(Duration duration) {
        return "%.1f s".formatted(duration.toMillis() / 1000.0);
    }

    private static String percentiles(Histogram histogram, String unit) {
        return "p50 %,d, p95 %,d, p99 %,d %s"
                .formatted(
                        histogram.getValueAtPercentile(50),
                        histogram.getValueAtPercentile(95),
                        histogram.getValueAtPercentile(99),
                        unit);
    }

    @Override
    public void close() {
        encoders.close();
    }
}
