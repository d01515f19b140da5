package dev.canard.deploy.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canard.deploy.Canard;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.config.SettingsLoader;
import dev.canard.deploy.curation.DebunkCurator;
import dev.canard.deploy.pipeline.Application;
import dev.canard.deploy.pipeline.LocalPipeline;
import dev.canard.deploy.pipeline.TopicTail;
import dev.canard.deploy.pipeline.Topologies;
import dev.canard.deploy.run.BoundedRun;
import dev.canard.deploy.run.Results;
import dev.canard.deploy.source.InputFile;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.Alert;
import dev.canard.event.Alert.Status;
import dev.canard.event.DebunkAmendment;
import dev.canard.event.PostClaims;
import dev.canard.event.Replay;
import dev.canard.event.Replay.Input;
import dev.canard.event.Verdict;
import dev.canard.metrics.Meters;
import dev.canard.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Replays of what a pipeline has judged, among whose debunks some were changed while it ran. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayIT {

    private static final CanardSettings SETTINGS = SettingsLoader.load(null, List.of("topics.partitions=3"));
    private static final CanardSettings STRICT = SETTINGS.withPolicy(
            SettingsLoader.load(null, List.of("policy.threshold=.9")).policy());
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int POSTS = 40;

    private final InstantSource clock = InstantSource.system();
    private final Meters meters = new Meters(new SimpleMeterRegistry());
    private final Terminal terminal = new Terminal(System.out, System.out, false, clock);
    private Path replays = Path.of("");
    private LocalPipeline local;
    private Map<String, Alert> beforeChanges = Map.of();
    private Instant changedAfter = Instant.EPOCH;
    private String retracted = "";

    @BeforeAll
    void judgePosts_thenChangeDebunks(@TempDir Path directory) throws Exception {
        replays = directory.resolve("replays");
        Path state = directory.resolve("state");
        try (Results results = new Results(Results.Files.NONE, clock, _ -> {})) {
            new BoundedRun(SETTINGS, meters, clock, terminal)
                    .run(
                            List.of(InputFile.resource("/dev/canard/deploy/demo/debunks.jsonl")),
                            List.of(InputFile.named(somePosts(directory).toString(), null)),
                            state,
                            results);
        }
        local = LocalPipeline.start(SETTINGS, state, new Topologies(SETTINGS, meters, clock), meters);
        beforeChanges = production();
        changedAfter = clock.instant();
        Map<String, Long> alertsOf = beforeChanges.values().stream()
                .collect(Collectors.groupingBy(alert -> alert.debunk().id(), TreeMap::new, Collectors.counting()));
        List<String> debunks = new ArrayList<>(alertsOf.keySet());
        retracted = debunks.getFirst();
        local.pipeline().start(Application.DEBUNKS);
        local.pipeline().start(Application.MATCHER);
        local.pipeline().awaitRunning();
        change(retracted, null, true);
        change(debunks.get(1), Verdict.SATIRE, false);
        try (TopicTail<Alert> alerts =
                new TopicTail<>(local.clientProperties(), local.topics().alerts(), TopicTail.From.BEGINNING)) {
            alerts.await(
                    alert -> alert.debunk().id().equals(debunks.get(1))
                            && alert.debunk().rating().verdict() == Verdict.SATIRE,
                    PATIENCE);
        }
        try (TopicTail<Alert> alerts =
                new TopicTail<>(local.clientProperties(), local.topics().alerts(), TopicTail.From.BEGINNING)) {
            alerts.await(
                    alert -> alert.debunk().id().equals(retracted) && alert.status() == Status.WITHDRAWN, PATIENCE);
        }
    }

    @AfterAll
    void close() throws Exception {
        local.close();
    }

    @Test
    void run_withTheSettingsOfProduction_givesItsAlerts_andLeavesItAlone() throws Exception {
        // given
        Map<TopicPartition, Long> before = ends();

        // when
        Replay replay = run("same", Input.CLAIMS, null, SETTINGS);

        // then
        assertThat(replay.posts()).isEqualTo(POSTS);
        // Not to the last digit: most posts were judged before the debunks changed, and how rare a word is depends on
        // all debunks.
        assertThat(alerts().of(replay))
                .containsOnlyKeys(alerts().ofProduction(replay).keySet());
        assertThat(ends()).isEqualTo(before);
    }

    @Test
    void run_fromThePostsWithTheDebunksOfThen_givesTheAlertsOfThen() throws Exception {
        Replay replay = run("then", Input.POSTS, changedAfter, SETTINGS);

        assertThat(beforeChanges.values()).anyMatch(alert -> alert.debunk().id().equals(retracted));
        assertThat(ReplayDiff.of(beforeChanges, alerts().of(replay), Map.of()).pairs())
                .hasSameSizeAs(beforeChanges.keySet())
                .allMatch(pair -> pair.kind() == AlertDifference.Kind.SAME);
    }

    @Test
    void run_withAnotherThreshold_losesWhatLiesBelow() throws Exception {
        // given
        Map<String, Alert> usual = alerts().of(run("usual", Input.CLAIMS, null, SETTINGS));

        // when
        Map<String, Alert> strict = alerts().of(run("strict", Input.CLAIMS, null, STRICT));

        // then
        ReplayDiff diff = ReplayDiff.of(usual, strict, Map.of());
        assertThat(diff.count(AlertDifference.Kind.LOST))
                .isPositive()
                .isEqualTo(usual.values().stream()
                        .filter(alert -> alert.probability() < .9)
                        .count());
        assertThat(diff.count(AlertDifference.Kind.NEW)).isZero();
        assertThat(diff.count(AlertDifference.Kind.CHANGED)).isZero();
    }

    @Test
    void run_ofOffsets_judgesTheirPostsAlone_alsoIfCutOff() throws Exception {
        // given
        Map<TopicPartition, Long> ends = ends();
        long end = ends.get(new TopicPartition(local.topics().claims().name(), 1));
        ReplayPlan plan = plan("offsets", OffsetRange.parse("1:2", "1:7"));
        ReplayRun cut = replayRun(SETTINGS);
        Replay begun = cut.begin(plan.replay());
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> cut.run(begun))
                .isInstanceOfAny(InterruptedException.class, org.apache.kafka.common.errors.InterruptException.class);
        Thread.interrupted();

        // when
        ReplayRun again = replayRun(SETTINGS);
        Replay replay = again.run(again.resume("offsets", "mo"));

        // then
        assertThat(plan.records()).isEqualTo(5);
        assertThat(OffsetRange.of(replay)).hasValue(OffsetRange.parse("1:2", "1:7"));
        Set<String> wanted = new TreeSet<>();
        try (TopicTail<PostClaims> claims =
                new TopicTail<>(local.clientProperties(), local.topics().claims(), TopicTail.From.BEGINNING)) {
            claims.readToEnd(record -> {
                if (record.partition() == 1 && record.offset() >= 2 && record.offset() < 7) {
                    wanted.add(record.key());
                }
            });
        }
        assertThat(wanted).isNotEmpty();
        assertThat(replay.posts()).isEqualTo(wanted.size());
        assertThat(alerts().of(replay).values())
                .extracting(alert -> alert.post().id())
                .isSubsetOf(wanted)
                .hasSameSizeAs(alerts().ofProduction(replay).keySet());
        assertThatThrownBy(() -> plan("beyond", OffsetRange.parse("1:2", "1:" + (end + 1))))
                .hasMessageContaining("has the offsets 0 to before " + end);
    }

    @Test
    void run_cutOffAndBegunAgain_endsAsIfUndisturbed_andLeavesNothingOnceCleaned() throws Exception {
        // given
        ReplayPlan plan = plan("cut", Input.CLAIMS, changedAfter, SETTINGS);
        ReplayRun cut = replayRun(SETTINGS);
        Replay begun = cut.begin(plan.replay());
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> cut.run(begun))
                .isInstanceOfAny(InterruptedException.class, org.apache.kafka.common.errors.InterruptException.class);
        Thread.interrupted();
        assertThat(new Replays(local.settings()).existing("cut").state()).isEqualTo(Replay.State.INTERRUPTED);

        // when
        assertThatThrownBy(() -> replayRun(SETTINGS).begin(plan.replay())).hasMessageContaining("already");
        assertThatThrownBy(() -> replayRun(STRICT).resume("cut", "mo")).hasMessageContaining("other settings");
        ReplayRun again = replayRun(SETTINGS);
        Replay replay = again.run(again.resume("cut", "mo"));

        // then
        assertThat(replay.posts()).isEqualTo(POSTS);
        assertThat(List.of(replay.startedBy(), replay.changedBy())).containsExactly("jo", "mo");
        assertThat(ReplayDiff.of(beforeChanges, alerts().of(replay), Map.of()).pairs())
                .hasSameSizeAs(beforeChanges.keySet())
                .allMatch(pair -> pair.kind() == AlertDifference.Kind.SAME);

        // when
        ReplayRun.clean(local.settings(), replays, "cut");

        // then
        try (Admin admin = Admin.create(local.clientProperties())) {
            assertThat(admin.listTopics().names().get()).noneMatch(topic -> topic.contains("replay.cut"));
            assertThat(admin.listGroups().all().get())
                    .noneMatch(group -> group.groupId().contains("replay.cut"));
        }
        assertThat(replays.resolve("cut")).doesNotExist();
        assertThat(new Replays(local.settings()).named("cut")).isEmpty();
    }

    @Test
    void plan_ofAWrongName_isRefused() {
        assertThatThrownBy(() -> plan("no spaces", Input.CLAIMS, null, SETTINGS))
                .hasMessageContaining("small letters");
    }

    private Replay run(String name, Input input, Instant asOf, CanardSettings production) throws Exception {
        ReplayRun run = replayRun(production);
        return run.run(run.begin(plan(name, input, asOf, production).replay()));
    }

    private ReplayPlan plan(String name, Input input, Instant asOf, CanardSettings production) throws Exception {
        return new ReplayPlanner(production.withKafka(local.settings().kafka()), clock)
                .plan(new ReplayRequest(name, input, new TimeRange(Instant.EPOCH, null), asOf, List.of(), "jo"));
    }

    private ReplayPlan plan(String name, OffsetRange range) throws Exception {
        return new ReplayPlanner(local.settings(), clock)
                .plan(new ReplayRequest(name, Input.CLAIMS, range, null, List.of(), "jo"));
    }

    private ReplayRun replayRun(CanardSettings production) {
        return new ReplayRun(
                production.withKafka(local.settings().kafka()), replays, meters, clock, ReplayObserver.NONE);
    }

    private RunAlerts alerts() {
        return new RunAlerts(local.settings());
    }

    private Map<String, Alert> production() {
        return ReplayRun.openAlerts(local.topics(), local.clientProperties());
    }

    private Map<TopicPartition, Long> ends() throws Exception {
        List<TopicPartition> partitions = new ArrayList<>();
        new Topics(SETTINGS.topics())
                .all().stream()
                        .filter(topic -> !topic.name().endsWith("replays"))
                        .forEach(topic -> {
                            for (int p = 0; p < topic.partitioning().partitions(); p++) {
                                partitions.add(new TopicPartition(topic.name(), p));
                            }
                        });
        try (Admin admin = Admin.create(local.clientProperties())) {
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(partitions.stream().collect(Collectors.toMap(p -> p, _ -> OffsetSpec.latest())))
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        }
    }

    private void change(String debunkId, Verdict verdict, boolean retract) throws Exception {
        DebunkCurator curator = new DebunkCurator(local.clientProperties(), local.topics());
        String rawKey = curator.history(debunkId).getLast().rawKey();
        assertThat(curator.amend(
                        rawKey,
                        new DebunkAmendment(
                                debunkId,
                                null,
                                null,
                                verdict,
                                null,
                                null,
                                retract,
                                "jo",
                                "a test",
                                clock.instant().truncatedTo(ChronoUnit.MILLIS)),
                        PATIENCE))
                .isPresent();
    }

    private static Path somePosts(Path directory) throws Exception {
        try (InputStream in = Canard.class.getResourceAsStream("demo/posts.jsonl")) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .limit(POSTS)
                    .toList();
            return Files.write(directory.resolve("posts.jsonl"), lines);
        }
    }
}
