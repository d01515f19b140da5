package dev.canard.deploy.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.config.SourceSettings;
import dev.canard.deploy.pipeline.Application;
import dev.canard.deploy.pipeline.LocalPipeline;
import dev.canard.deploy.pipeline.TopicTail;
import dev.canard.deploy.pipeline.Topologies;
import dev.canard.deploy.source.PostPayloads;
import dev.canard.event.DeadLetter;
import dev.canard.event.Post;
import dev.canard.metrics.Meters;
import dev.canard.topic.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that cut connections and repeat, reorder and drop events: every post comes once, and none is lost. */
class UnsteadySourcesIT {

    private static final int EVENTS = 10_000;
    private static final int CUTS = 50;
    private static final long SEED = 20_261;
    private static final int LIMIT = 20_000;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** The broker, whose clock is the system's, deletes posts that are older than the topic keeps them. */
    private static final Instant START =
            Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(60);

    private static final SourceSettings SOURCES = new SourceSettings(
            0,
            1 << 20,
            Duration.ofMillis(100),
            Duration.ofMillis(4),
            Duration.ofMillis(50),
            Duration.ofSeconds(2),
            Duration.ofMillis(10));

    @TempDir
    private static Path directory;

    private static LocalPipeline local;

    @BeforeAll
    static void start() throws Exception {
        Meters meters = new Meters(new SimpleMeterRegistry());
        CanardSettings settings = CanardSettings.DEFAULTS;
        local = LocalPipeline.start(
                settings, directory, new Topologies(settings, meters, InstantSource.system()), meters);
        local.pipeline().start(Application.INGEST);
        local.pipeline().awaitRunning();
    }

    @AfterAll
    static void stop() throws Exception {
        local.close();
    }

    @Test
    void jetstream_cutFiftyTimes_bringsEveryChangeOfEveryPostOnce() throws Exception {
        // given posts, of which some are edited and some deleted
        List<String> events = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            // What concerns an earlier post comes so late that a post which a seam has dropped is there before.
            int post = i % 50 == 49 ? i - 349 : i % 70 == 69 ? i - 341 : i;
            String operation = post == i || post < 0 ? "create" : i % 50 == 49 ? "update" : "delete";
            String key = "key" + (post < 0 ? i : post);
            events.add(event(operation, key, "Says " + i));
            expected.add("at://did:plc:otter/app.bsky.feed.post/%s %s"
                    .formatted(key, operation.equals("delete") ? "deleted" : "Says " + i));
        }
        JetstreamServer server = new JetstreamServer(events, START, SEED, true);

        // when
        try (UnsteadyProxy proxy = new UnsteadyProxy(server.getPort(), SEED, CUTS, 60_000)) {
            List<String> posts = read(
                    new JetstreamConnector(
                            "jetstream",
                            URI.create("ws://127.0.0.1:%d/subscribe?wantedCollections=app.bsky.feed.post"
                                    .formatted(proxy.port())),
                            payloads("bluesky-jetstream", "jetstream"),
                            SOURCES,
                            server::now),
                    "at://",
                    expected);

            // then
            assertThat(posts).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(proxy.cutsLeft()).isZero();
            assertThat(proxy.refusals()).isPositive();
            assertThat(kindsOfDeadLetters("jetstream")).contains(DeadLetter.Kind.TOO_LARGE, DeadLetter.Kind.NOT_JSON);
        } finally {
            server.stop();
        }
    }

    @Test
    void mastodon_cutFiftyTimes_bringsEveryStatusOnce() throws Exception {
        // given
        List<String> expected = IntStream.range(0, EVENTS)
                .mapToObj(i -> MastodonServer.uri(i) + " Status " + i)
                .toList();

        // when
        try (MastodonServer server = new MastodonServer(EVENTS, START, SEED, true);
                UnsteadyProxy proxy = new UnsteadyProxy(server.port(), SEED, CUTS, 60_000)) {
            URI address = URI.create("http://127.0.0.1:" + proxy.port());
            List<String> posts = read(
                    new MastodonConnector(
                            "mastodon",
                            address,
                            address,
                            MastodonTimeline.PUBLIC,
                            MastodonServer.TOKEN,
                            payloads("mastodon", "mastodon"),
                            SOURCES,
                            () -> START),
                    "https://mastodon.example",
                    expected);

            // then
            assertThat(posts).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(proxy.cutsLeft()).isZero();
            assertThat(proxy.refusals()).isPositive();
            assertThat(kindsOfDeadLetters("mastodon")).contains(DeadLetter.Kind.TOO_LARGE, DeadLetter.Kind.NOT_JSON);
        }
    }

    /** Reads until all that is expected has come, and gives all changes of posts that came. */
    private static List<String> read(Connector connector, String prefix, Collection<String> expected) throws Exception {
        List<String> notes = new ArrayList<>();
        Ingestion ingestion = new Ingestion(
                local.settings().kafka(), local.topics(), SOURCES, InstantSource.system(), new IngestionObserver() {
                    @Override
                    public void note(String event) {
                        notes.add(event);
                    }
                });
        FutureTask<Ingestion.Outcome> running = new FutureTask<>(() -> ingestion.run(connector, false));
        Thread.ofPlatform().start(running);
        Set<String> missing = new HashSet<>(expected);
        try (TopicTail<Post> tail =
                new TopicTail<>(local.clientProperties(), local.topics().posts(), TopicTail.From.BEGINNING)) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!missing.isEmpty() && System.nanoTime() < end && !running.isDone()) {
                tail.readToEnd(record -> missing.remove(change(record)));
            }
        }
        ingestion.stop();
        running.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        local.pipeline().awaitIdle(Application.INGEST, _ -> {});
        assertThat(missing).as(notes.toString()).isEmpty();
        return records(local.topics().posts()).stream()
                .filter(record -> record.key().startsWith(prefix))
                .map(UnsteadySourcesIT::change)
                .toList();
    }

    private static String change(ConsumerRecord<String, Post> record) {
        return record.key() + " "
                + (record.value() == null ? "deleted" : record.value().text());
    }

    private static List<DeadLetter.Kind> kindsOfDeadLetters(String source) {
        return records(local.topics().deadLetters()).stream()
                .map(ConsumerRecord::value)
                .filter(letter -> source.equals(letter.source()))
                .map(DeadLetter::kind)
                .toList();
    }

    private static <V> List<ConsumerRecord<String, V>> records(Topic<String, V> topic) {
        List<ConsumerRecord<String, V>> records = new ArrayList<>();
        try (TopicTail<V> tail = new TopicTail<>(local.clientProperties(), topic, TopicTail.From.BEGINNING)) {
            tail.readToEnd(records::add);
        }
        return records;
    }

    private static PostPayloads payloads(String format, String source) {
        return new PostPayloads(format, source, local.topics(), LIMIT, InstantSource.system());
    }

    private static String event(String operation, String key, String text) {
        String record = operation.equals("delete") ? "" : """
                ,"record":{"$type":"app.bsky.feed.post","text":"%s","createdAt":"2026-01-01T00:00:00Z","langs":["en"]},"cid":"bafy"\
                """.formatted(text);
        return """
                {"did":"did:plc:otter","time_us":%%d,"kind":"commit","commit":{"rev":"r","operation":"%s",\
                "collection":"app.bsky.feed.post","rkey":"%s"%s}}""".formatted(operation, key, record);
    }
}
