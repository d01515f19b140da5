package dev.canard.deploy.run;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.pipeline.Application;
import dev.canard.deploy.pipeline.LocalPipeline;
import dev.canard.deploy.pipeline.TopicTail;
import dev.canard.deploy.pipeline.Topologies;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.EventJson;
import dev.canard.metrics.Meters;
import dev.canard.topic.Topic;
import dev.canard.topic.TopicCreator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/**
 * Measures how many posts a second the ingest stage takes, beside a Streams application that passes the same payloads on as they are, each
 * alone with an embedded broker in this process. Time counts from the middle record that a reader of committed records sees to the last: in the
 * first half the Java machine is still compiling.
 */
public final class IngestBenchmark {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final int AUTHORS = 10_000;

    private final CanardSettings settings;
    private final Terminal terminal;
    private final List<String> texts;
    private final int posts;
    private final long seed;

    /**
     * @param texts what posts say
     * @param posts how many
     * @param seed decides which post says what
     */
    public IngestBenchmark(CanardSettings settings, Terminal terminal, List<String> texts, int posts, long seed) {
        this.settings = settings;
        this.terminal = terminal;
        this.texts = List.copyOf(texts);
        this.posts = posts;
        this.seed = seed;
    }

    /**
     * Measures.
     *
     * @param directory where to work
     * @return figures by name
     * @throws IOException if an application does not pass on all in time
     */
    public Map<String, String> run(Path directory) throws IOException, InterruptedException {
        Meters meters = new Meters(new SimpleMeterRegistry());
        Topologies topologies = new Topologies(settings, meters, InstantSource.system());
        try (LocalPipeline local = LocalPipeline.start(settings, directory, topologies, meters)) {
            Topic<String, byte[]> raw = local.topics().postsRaw();
            Topic<String, byte[]> passed = bytes("bench.passed", raw);
            try (Admin admin = Admin.create(local.clientProperties())) {
                new TopicCreator(admin, settings.topics()).createMissing(List.of(passed));
            } catch (ExecutionException e) {
                throw new IOException("cannot make a topic: " + e.getCause(), e);
            }
            fill(local, raw);
            double bare;
            terminal.progress("a bare pass-through");
            try (KafkaStreams streams = passThrough(local, directory, raw, passed)) {
                bare = rate(local, passed, streams::start);
            }
            terminal.progress("the ingest stage");
            double ingest = rate(
                    local,
                    bytes(local.topics().posts().name(), raw),
                    () -> local.pipeline().start(Application.INGEST));
            terminal.end();
            Map<String, String> figures = new LinkedHashMap<>();
            figures.put("posts", "%,d".formatted(posts));
            figures.put("processors", "" + Runtime.getRuntime().availableProcessors());
            figures.put("bare pass-through, posts a second", "%,.0f".formatted(bare));
            figures.put("ingest stage, posts a second", "%,.0f".formatted(ingest));
            figures.put("ingest stage to bare pass-through", "%.2f".formatted(ingest / bare));
            return figures;
        }
    }

    private static Topic<String, byte[]> bytes(String name, Topic<String, byte[]> like) {
        return new Topic<>(
                name, like.keys(), like.values(), like.partitioning(), Topic.Cleanup.DELETE, like.retention());
    }

    private void fill(LocalPipeline local, Topic<String, byte[]> raw) {
        Random random = new Random(seed);
        JsonMapper json = EventJson.mapper();
        Map<String, Object> properties = new HashMap<>(local.clientProperties());
        properties.put("compression.type", "lz4");
        properties.put("linger.ms", 20);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                properties, raw.keys().serializer(), raw.values().serializer())) {
            for (int i = 0; i < posts; i++) {
                String id = "at://did:plc:bench/app.bsky.feed.post/" + i;
                int author = random.nextInt(AUTHORS);
                ObjectNode post = json.createObjectNode()
                        .put("id", id)
                        .put("text", texts.get(random.nextInt(texts.size())) + " " + i)
                        .put("createdAt", "2026-01-31T12:00:00Z")
                        .put("lang", "en")
                        .put("platform", "bluesky");
                post.putObject("author").put("handle", "author" + author).put("id", "did:plc:author" + author);
                var _ = producer.send(
                        new ProducerRecord<>(raw.name(), id, post.toString().getBytes(StandardCharsets.UTF_8)));
                if (i % 10_000 == 0) {
                    terminal.progress("%,d of %,d posts".formatted(i, posts));
                }
            }
        }
    }

    /** With what the ingest stage has too: exactly once, as many threads, the same pace of commits. */
    private KafkaStreams passThrough(
            LocalPipeline local, Path directory, Topic<String, byte[]> from, Topic<String, byte[]> to) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(from.name(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .to(to.name(), Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
        Properties properties = new Properties();
        properties.putAll(local.clientProperties());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "bench-pass-through");
        properties.put(
                StreamsConfig.STATE_DIR_CONFIG,
                directory.resolve("pass-through").toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "streams");
        properties.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                settings.kafka().commitInterval().toMillis());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.kafka().threads());
        properties.put(StreamsConfig.POLL_MS_CONFIG, 20);
        properties.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        properties.put(StreamsConfig.producerPrefix("compression.type"), "lz4");
        return new KafkaStreams(builder.build(), properties);
    }

    /** Posts a second that come out of an application. */
    private double rate(LocalPipeline local, Topic<String, byte[]> out, Runnable start) throws IOException {
        try (TopicTail<byte[]> tail = new TopicTail<>(local.clientProperties(), out, TopicTail.From.END)) {
            tail.awaitAssignment();
            long[] middle = {0};
            int[] seen = {0};
            start.run();
            boolean all = tail.awaitRecord(
                    _ -> {
                        if (++seen[0] == posts / 2) {
                            middle[0] = System.nanoTime();
                        }
                        return seen[0] == posts;
                    },
                    PATIENCE);
            if (!all) {
                throw new IOException("%,d of %,d posts came out in %s".formatted(seen[0], posts, PATIENCE));
            }
            return (posts - posts / 2) / ((System.nanoTime() - middle[0]) / 1e9);
        }
    }
}
