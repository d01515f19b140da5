package dev.canard.deploy.run;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.config.ConsoleSettings.Role;
import dev.canard.deploy.config.ConsoleSettings.User;
import dev.canard.deploy.config.SettingsLoader;
import dev.canard.deploy.pipeline.LocalPipeline;
import dev.canard.deploy.pipeline.TopicTail;
import dev.canard.deploy.pipeline.Topologies;
import dev.canard.deploy.run.SimulatedModerator.Times;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.Alert;
import dev.canard.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Has moderators decide in a console that holds many alerts, while others list and search, more alerts come, and the console is killed and
 * started again; then looks whether what was answered is in the topic once, and whether a console that is started anew comes to the same.
 */
public final class ConsoleBenchmark {

    private static final Duration LIST_PAUSE = Duration.ofMillis(250);
    private static final Duration SEARCH_PAUSE = Duration.ofMillis(250);
    private static final Duration DETAIL_PAUSE = Duration.ofMillis(100);
    private static final Duration ALERT_PAUSE = Duration.ofMillis(100);
    private static final Duration PROBE_PAUSE = Duration.ofMillis(50);
    /** Requests by which the benchmark itself finds its pace, before anything is measured: as many as health checks make in some minutes. */
    private static final int CLIENT_WARMING = 500;

    private static final Duration RECONNECT_PAUSE = Duration.ofMillis(500);

    /** Until then, a process is busy with compiling itself, and with all who waited for it to start. */
    private static final Duration WARM = Duration.ofSeconds(10);

    /** What others than the moderators list. */
    private static final List<String> LISTS = List.of(
            "/api/alerts?limit=50",
            "/api/alerts?limit=50&sort=NEWEST&state=OPEN",
            "/api/alerts?limit=50&verdict=SCAM&language=de",
            "/api/alerts?limit=50&sort=VELOCITY&platform=mastodon&minProbability=0.9");

    /** What is searched for: words of a few alerts, of some, and of all. */
    private static final List<String> SEARCHES = List.of("number 4711", "railway casino", "moon cellar", "nobody will");

    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    private final CanardSettings settings;
    private final Terminal terminal;
    private final int alerts;
    private final int moderators;
    private final int perSecond;
    private final Duration time;
    private final SyntheticAlerts synthetic;
    private final long seed;
    private final InstantSource clock = InstantSource.system();
    private final Map<String, String> figures = new LinkedHashMap<>();

    private final Latencies lists = new Latencies(this::isWarm);
    private final Latencies searches = new Latencies(this::isWarm);
    private final Latencies details = new Latencies(this::isWarm);
    private final Latencies decisions = new Latencies(this::isWarm);
    private final Latencies probes = new Latencies(this::isWarm);
    private final Latencies arrivals = new Latencies(this::isWarm);

    /** When alerts were sent that did not arrive on the stream yet, by id, in {@link System#nanoTime}. */
    private final Map<String, Long> sent = new ConcurrentHashMap<>();

    /** Null before the first one. */
    private volatile @Nullable ConsoleProcess console;

    /** Whether the stream is open. */
    private volatile boolean follows;

    /**
     * @param alerts how many there are before
     * @param moderators how many decide
     * @param perSecond how many decisions they make together in a second
     * @param time how long; the console is killed in the middle
     * @param seed decides what the alerts say and what is decided
     */
    public ConsoleBenchmark(
            CanardSettings settings,
            Terminal terminal,
            int alerts,
            int moderators,
            int perSecond,
            Duration time,
            long seed) {
        if (alerts < 1 || moderators < 1 || perSecond < 1 || time.compareTo(Duration.ofSeconds(2)) < 0) {
            throw new IllegalArgumentException(
                    "there must be an alert, a moderator and a decision a second or more, for 2 seconds or longer");
        }
        this.settings = settings;
        this.terminal = terminal;
        this.alerts = alerts;
        this.moderators = moderators;
        this.perSecond = perSecond;
        this.time = time;
        this.seed = seed;
        synthetic = new SyntheticAlerts(seed, clock.instant());
    }

    /**
     * Runs it.
     *
     * @param directory a directory for the state, which is left there
     * @return figures by name, in the order in which they were measured
     */
    public Map<String, String> run(Path directory) throws IOException, InterruptedException {
        Meters meters = new Meters(new SimpleMeterRegistry());
        Path file = directory.resolve("console.yaml");
        try (LocalPipeline local =
                        LocalPipeline.start(settings, directory, new Topologies(settings, meters, clock), meters);
                KafkaProducer<String, Alert> producer = new KafkaProducer<>(
                        new HashMap<>(local.clientProperties()),
                        local.topics().alerts().keys().serializer(),
                        local.topics().alerts().values().serializer())) {
            Files.writeString(
                    file,
                    SettingsLoader.write(
                            local.settings().withConsole(settings.console().withUsers(users()))));
            fill(local, producer);
            start(file, local, directory);
            figures.put(
                    "view of %,d alerts after the start".formatted(alerts),
                    seconds(started().awaitReady()));
            ConsoleClient client = new ConsoleClient(this::address);
            for (int i = 0; i < CLIENT_WARMING; i++) {
                var _ = client.get("/health/live", token(0), _ -> {});
            }
            List<SimulatedModerator> deciding = work(client, producer, local, directory, file);
            started().close();
            start(file, local, directory);
            started().awaitReady();
            DecisionAudit audit =
                    new DecisionAudit(local.clientProperties(), local.topics().decisions());
            figures.putAll(audit.answers(deciding));
            figures.putAll(audit.shown(client, token(0)));
        } finally {
            ConsoleProcess last = console;
            if (last != null) {
                last.close();
            }
        }
        terminal.end();
        return figures;
    }

    private List<User> users() {
        return IntStream.range(0, moderators)
                .mapToObj(i -> new User("moderator-" + i, Role.MODERATOR, DigestUtils.sha256Hex(token(i))))
                .toList();
    }

    private static String token(int moderator) {
        return "token-of-" + moderator;
    }

    private void start(Path file, LocalPipeline local, Path directory) throws IOException {
        console = ConsoleProcess.start(
                file, local.settings().kafka().bootstrapServers(), directory.resolve("console-state"));
    }

    private ConsoleProcess started() {
        return Objects.requireNonNull(console);
    }

    private boolean isWarm() {
        return started().hasBeenReady(WARM);
    }

    private @Nullable URI address() {
        return started().address();
    }

    /** The alerts that are there before, and what it takes to read no more than the topic. */
    private void fill(LocalPipeline local, KafkaProducer<String, Alert> producer) {
        for (int i = 0; i < alerts; i++) {
            send(local, producer, synthetic.alert(i));
            terminal.progress("%,d of %,d alerts written".formatted(i, alerts));
        }
        producer.flush();
        long start = System.nanoTime();
        try (TopicTail<Alert> tail =
                new TopicTail<>(local.clientProperties(), local.topics().alerts(), TopicTail.From.BEGINNING)) {
            tail.readToEnd(_ -> {});
        }
        figures.put("bare reading of their topic", seconds(System.nanoTime() - start));
    }

    private static void send(LocalPipeline local, KafkaProducer<String, Alert> producer, Alert alert) {
        var _ = producer.send(new ProducerRecord<>(local.topics().alerts().name(), alert.id(), alert));
    }

    /** All at the same time. */
    private List<SimulatedModerator> work(
            ConsoleClient client, KafkaProducer<String, Alert> producer, LocalPipeline local, Path directory, Path file)
            throws InterruptedException, IOException {
        List<SimulatedModerator> deciding = IntStream.range(0, moderators)
                .mapToObj(i -> new SimulatedModerator(
                        token(i),
                        // Some have to share.
                        SyntheticAlerts.part(i % Math.max(1, moderators * 9 / 10)),
                        client,
                        perSecond / (double) moderators,
                        seed + i,
                        new Times(lists, decisions)))
                .toList();
        List<Thread> threads = new ArrayList<>();
        // Each moderator's page follows the stream; of one it is measured how soon.
        for (int i = 0; i < moderators; i++) {
            Follower follower = i == 0 ? new MeasuringFollower() : new Follower() {};
            threads.add(Thread.ofVirtual().start(() -> follow(client, follower)));
        }
        threads.add(repeat(PROBE_PAUSE, _ -> client.get("/health/live", token(0), probes)));
        threads.add(repeat(LIST_PAUSE, i -> client.get(LISTS.get(i % LISTS.size()), token(0), lists)));
        threads.add(repeat(
                SEARCH_PAUSE,
                i -> client.get(
                        "/api/alerts?limit=50&text="
                                + SEARCHES.get(i % SEARCHES.size()).replace(' ', '+'),
                        token(0),
                        searches)));
        threads.add(repeat(DETAIL_PAUSE, i -> {
            Alert alert = synthetic.alert(i % alerts);
            client.get("/api/alerts/" + alert.id(), token(0), details);
            client.get("/api/narratives/" + alert.debunk().id(), token(0), details);
        }));
        threads.add(repeat(ALERT_PAUSE, i -> raise(i, local, producer)));
        deciding.forEach(moderator -> threads.add(Thread.ofVirtual().start(moderator)));

        long start = System.nanoTime();
        pause("before the kill", time.dividedBy(2));
        long killed = System.nanoTime();
        started().kill();
        sent.clear();
        start(file, local, directory);
        long restarted = started().awaitReady();
        long back = System.nanoTime();
        Duration cpuWhenBack = started().cpu();
        pause("after the kill", time.dividedBy(2));
        long up = killed - start + System.nanoTime() - back;
        for (Thread thread : threads.reversed()) {
            thread.interrupt();
            thread.join();
        }
        figures.put(
                "CPU of the console, cores",
                "%.2f".formatted(started().cpu().minus(cpuWhenBack).toNanos() / (double) (System.nanoTime() - back)));
        figures.put("the same after it was killed", seconds(restarted));
        long answered = deciding.stream()
                .mapToLong(each -> each.accepted().size() + each.refused().size())
                .sum();
        figures.put(
                "decisions a second, asked for",
                "%.1f, %d".formatted(answered / (up / (double) TimeUnit.SECONDS.toNanos(1)), perSecond));
        figures.put("requests repeated around the kill", "%,d".formatted(client.repeated()));
        figures.put("health (baseline)", probes.text());
        figures.put("decision", decisions.text());
        figures.put("list", lists.text());
        figures.put("search", searches.text());
        figures.put("alert, narrative", details.text());
        figures.put("alert in the topic to page's stream", arrivals.text());
        return deciding;
    }

    private void pause(String name, Duration wait) throws InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        while (System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(100);
            terminal.progress("%s: %,d decisions".formatted(name, decisions.count()));
        }
    }

    private interface Repeated {
        void run(int number) throws InterruptedException;
    }

    private static Thread repeat(Duration pause, Repeated what) {
        return Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; ; i++) {
                    what.run(i);
                    TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void raise(int number, LocalPipeline local, KafkaProducer<String, Alert> producer) {
        Alert alert = synthetic.alert(alerts + number, clock.instant());
        if (follows && started().isReady()) {
            sent.put(alert.id(), System.nanoTime());
        }
        send(local, producer, alert);
        producer.flush();
    }

    /** Follows the stream as a page does; goes on when it was cut. */
    private void follow(ConsoleClient client, Follower follower) {
        try {
            while (true) {
                try (Stream<String> lines = client.lines("/api/stream", "text/event-stream", token(0))) {
                    follower.isOpen(true);
                    lines.forEach(follower::line);
                } catch (IOException | UncheckedIOException e) {
                    // Killed, or not there yet.
                }
                follower.isOpen(false);
                TimeUnit.NANOSECONDS.sleep(RECONNECT_PAUSE.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Follower {
        default void isOpen(boolean open) {}

        default void line(String line) {}
    }

    /** Measures how soon alerts arrive. */
    private final class MeasuringFollower implements Follower {

        @Override
        public void isOpen(boolean open) {
            follows = open;
        }

        @Override
        public void line(String line) {
            if (line.startsWith("data:")) {
                long now = System.nanoTime();
                ID.matcher(line)
                        .results()
                        .map(found -> sent.remove(found.group()))
                        .forEach(start -> {
                            if (start != null) {
                                arrivals.accept(TimeUnit.NANOSECONDS.toMicros(now - start));
                            }
                        });
            }
        }
    }

    private static String seconds(long nanos) {
        return "%.1f s".formatted(nanos / (double) TimeUnit.SECONDS.toNanos(1));
    }
}
