package dev.canard.indexer.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.canard.event.Alert;
import dev.canard.event.Debunk;
import dev.canard.event.DebunkChange;
import dev.canard.event.Events;
import dev.canard.event.Match.Outcome;
import dev.canard.event.PostClaims;
import dev.canard.event.PostMatches;
import dev.canard.event.ShadowVerdict;
import dev.canard.event.ShadowVerdict.Effect;
import dev.canard.event.Share;
import dev.canard.event.ShareCount;
import dev.canard.event.Stance;
import dev.canard.event.StanceEstimate;
import dev.canard.event.Verdict;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.encoder.HashingTextEncoder;
import dev.canard.indexer.encoder.WordCrossEncoder;
import dev.canard.indexer.lookback.LookBackSettings;
import dev.canard.indexer.lucene.DebunkIndexStore;
import dev.canard.indexer.match.AboutModel;
import dev.canard.indexer.match.CandidateRanker;
import dev.canard.indexer.match.LinearModel;
import dev.canard.indexer.match.MatchModels;
import dev.canard.indexer.match.RankerModel;
import dev.canard.indexer.match.Reranker;
import dev.canard.indexer.rule.RuleBook;
import dev.canard.indexer.rule.RuleMatcher;
import dev.canard.indexer.stance.StanceEstimator;
import dev.canard.metrics.Meter;
import dev.canard.metrics.Meters;
import dev.canard.topic.EraseHeader;
import dev.canard.topic.Topic;
import dev.canard.topic.TopicSettings;
import dev.canard.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatchTopologyTest {

    private static final Instant POSTED = Events.START.plusSeconds(30);
    private static final Instant CHANGED = POSTED.plusSeconds(3_600);
    private static final String CLAIM = "Meta reads private messages to train its AI";
    private static final PostClaims SPREADING =
            Events.postClaims("p1", "Warning: Meta reads private messages to train its AI");

    private final Topics topics = new Topics(TopicSettings.DEFAULTS);
    private final CrossEncoder crossEncoder = new WordCrossEncoder("words@1");
    private final Encoders encoders = new Encoders(List.of(new HashingTextEncoder("a")));
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private long changes;
    private RuleMatcher rules;
    private ShadowPolicies shadows = ShadowPolicies.NONE;

    @TempDir
    private Path directory;

    private TopologyTestDriver driver;
    private TestInputTopic<String, Debunk> debunks;
    private TestInputTopic<String, PostClaims> claims;
    private TestInputTopic<String, Share> shares;
    private TestInputTopic<String, DebunkChange> debunkChanges;
    private TestOutputTopic<String, PostMatches> matches;
    private TestOutputTopic<String, Alert> alerts;
    private TestOutputTopic<String, ShareCount> shareCounts;

    @BeforeEach
    void start() throws IOException {
        rules = new RuleMatcher(RuleBook.load(Files.writeString(directory.resolve("rules.yaml"), """
                - id: zorbly
                  mode: live
                  debunk: d7
                  query: zorbly
                  examples: {matches: [zorbly]}
                """)));
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "match-test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        driver = new TopologyTestDriver(topology().get(), properties);
        debunks = input(topics.debunks());
        debunkChanges = input(topics.debunkChanges());
        claims = input(topics.claims());
        shares = input(topics.shares());
        matches = output(topics.matches());
        alerts = output(topics.alerts());
        shareCounts = output(topics.shareCounts());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void post_withModelsInShadow_isToldOfInItsMatchesAlone() throws IOException, InterruptedException {
        // given models that are sure of what lies furthest
        MatchModels usual = models(encoders, crossEncoder);
        MatchModels reversed = new MatchModels(
                MatchModels.VERSION,
                encoders.ids(),
                crossEncoder.id(),
                Map.of(),
                RankerModel.of(new LinearModel(0, Map.of("cosine-claim", new LinearModel.Term(0, 1, -1)))),
                usual.firstGuess(),
                usual.reranker(),
                AboutModel.of(new LinearModel(5, Map.of())));
        stop();
        shadows = ShadowPolicies.NONE
                .with(policy("same"), ranker(usual), new HoaxStance(), _ -> true)
                .with(policy("reversed"), ranker(reversed), new HoaxStance(), _ -> true);
        start();
        learn(debunk("d1", CLAIM));
        learn(debunk("d2", "Garlic cures the flu within four days"));

        // when
        claims.pipeInput("p1", SPREADING, POSTED);

        // then
        assertThat(matches.readValue().shadows())
                .extracting(ShadowVerdict::policy, ShadowVerdict::effect, ShadowVerdict::debunkId)
                .containsExactly(
                        tuple("shadow:same@1", Effect.KEPT, "d1"),
                        tuple("shadow:reversed@1", Effect.NEW, "d2"),
                        tuple("shadow:reversed@1", Effect.LOST, "d1"));
        assertThat(alerts.readValuesToList())
                .extracting(alert -> alert.debunk().id())
                .containsExactly("d1");
        assertThat(registry.get(Meter.SHADOW_ALERTS.id())
                        .tags("policy", "shadow:reversed@1", "effect", "new")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    private CandidateRanker ranker(MatchModels models) {
        return new CandidateRanker(encoders.ids(), crossEncoder, models);
    }

    private static MatchPolicy policy(String name) {
        return new MatchPolicy(name, "1", MatchPolicy.DEFAULTS.verdicts(), .55, .9, .02, 5, false, 5);
    }

    @Test
    void get_always_isTheKnownTopology() throws IOException {
        try (InputStream golden = MatchTopologyTest.class.getResourceAsStream("topology.txt")) {
            assertThat(topology().get().describe().toString())
                    .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void post_spreadsADebunkedClaim_alerts() throws InterruptedException {
        learn(debunk("d1", CLAIM));

        claims.pipeInput("p1", SPREADING, POSTED);

        PostMatches found = matches.readValue();
        assertThat(found.matches()).singleElement().satisfies(match -> {
            assertThat(match.debunk().id()).isEqualTo("d1");
            assertThat(match.outcome()).isEqualTo(Outcome.ALERT);
        });
        TestRecord<String, Alert> raised = alerts.readRecord();
        assertThat(raised.key()).isEqualTo(Alert.idOf("p1", "d1"));
        assertThat(raised.value().status()).isEqualTo(Alert.Status.OPEN);
        assertThat(raised.value().raisedAt()).isEqualTo(POSTED);
        assertThat(raised.value().judgedBy().indexOffset()).isEqualTo(1);
        assertThat(raised.value().judgedBy().policy()).isEqualTo(MatchPolicy.DEFAULTS.id());
        assertThat(alerts.isEmpty()).isTrue();
    }

    @Test
    void post_isADisguisedCopy_alertsInTheSameCluster() throws InterruptedException {
        learn(debunk("d1", CLAIM));

        claims.pipeInput("p1", SPREADING, POSTED);
        claims.pipeInput(
                "p2", Events.postClaims("p2", "WARNING!! Meta reads private messages to train its AI"), POSTED);
        claims.pipeInput(
                "p3", Events.postClaims("p3", "Meta reads private messages to train its AI, and sells them"), POSTED);

        List<Alert> raised = alerts.readValuesToList();
        assertThat(raised).extracting(alert -> alert.post().id()).containsExactly("p1", "p2", "p3");
        String cluster = raised.getFirst().cluster();
        assertThat(cluster).matches("[0-9a-f]{32}");
        assertThat(raised.get(1).cluster()).isEqualTo(cluster);
        assertThat(raised.get(2).cluster()).isNotEqualTo(cluster).isNotNull();
    }

    @Test
    void post_isErased_leavesNeitherAlertNorMatchesNorState() throws InterruptedException {
        // given
        learn(debunk("d1", CLAIM));
        claims.pipeInput("p1", SPREADING, POSTED);
        matches.readValue();
        alerts.readValue();
        Headers erase = new RecordHeaders();
        EraseHeader.addTo(erase);

        // when
        claims.pipeInput(new TestRecord<>("p1", null, erase, POSTED.plusSeconds(1)));

        // then
        assertThat(matches.readRecord().value()).isNull();
        assertThat(alerts.readRecord()).satisfies(record -> {
            assertThat(record.key()).isEqualTo(Alert.idOf("p1", "d1"));
            assertThat(record.value()).isNull();
        });
        assertThat(alerts.isEmpty()).isTrue();
        for (String store :
                List.of(MatchTopology.RECENT_POSTS, MatchTopology.ALERT_BOOK, MatchTopology.ALERTED_POSTS)) {
            try (KeyValueIterator<String, Object> left =
                    driver.<String, Object>getKeyValueStore(store).all()) {
                assertThat(left.hasNext()).as(store).isFalse();
            }
        }
        try (KeyValueIterator<?, ?> left =
                driver.getWindowStore(LinkCopies.LEADERS).all()) {
            assertThat(left.hasNext()).isFalse();
        }
    }

    @Test
    void shares_ofAPostThatAlerts_areToldTogether_andRaiseNoRevision() throws InterruptedException {
        // given
        learn(debunk("d1", CLAIM));
        claims.pipeInput("p1", SPREADING, POSTED);
        alerts.readValue();

        // when
        for (int i = 0; i < 1_000; i++) {
            passOn("p1", Share.Kind.REPOST, POSTED.plusSeconds(i));
        }
        passOn("p1", Share.Kind.QUOTE, POSTED.plusSeconds(1_000));
        tick();
        tick();

        // then
        assertThat(shareCounts.readRecordsToList()).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo("p1");
            assertThat(record.value()).isEqualTo(new ShareCount("p1", 1_000, 1, POSTED.plusSeconds(1_000)));
        });
        assertThat(alerts.isEmpty()).isTrue();
        assertThat(matches.readValuesToList()).hasSize(1);
    }

    @Test
    void shares_beforeTheAlert_areToldWithIt_andOfOtherPostsNever() throws InterruptedException {
        // given
        passOn("p1", Share.Kind.REPOST, POSTED);
        passOn("p2", Share.Kind.REPOST, POSTED);
        claims.pipeInput("p1", SPREADING, POSTED.plusSeconds(1));
        claims.pipeInput("p2", Events.postClaims("p2", "The weather is nice today"), POSTED.plusSeconds(1));
        tick();
        assertThat(shareCounts.isEmpty()).isTrue();

        // when
        learn(debunk("d1", CLAIM).withRevision(4, Events.START));
        tell("d1", 4, false);
        tick();

        // then
        assertThat(alerts.readValue().post().id()).isEqualTo("p1");
        assertThat(shareCounts.readValuesToList()).containsExactly(new ShareCount("p1", 1, 0, POSTED));
    }

    @Test
    void shares_overDays_addUp_untilNoneCameForLong() throws InterruptedException {
        // given
        learn(debunk("d1", CLAIM));
        claims.pipeInput("p1", SPREADING, POSTED);

        // when
        passOn("p1", Share.Kind.REPOST, POSTED);
        passOn("p1", Share.Kind.REPOST, POSTED.plus(Duration.ofDays(20)));
        passOn("p1", Share.Kind.QUOTE, POSTED.plus(Duration.ofDays(19)));
        passOn("p1", Share.Kind.QUOTE, POSTED.plus(Duration.ofDays(40)));
        tick();

        // then
        assertThat(shareCounts.readValue()).isEqualTo(new ShareCount("p1", 2, 2, POSTED.plus(Duration.ofDays(40))));

        // when
        passOn("p2", Share.Kind.REPOST, POSTED.plus(Duration.ofDays(71)));
        tick();
        passOn("p1", Share.Kind.REPOST, POSTED.plus(Duration.ofDays(71)));
        tick();

        // then
        assertThat(shareCounts.readValue()).isEqualTo(new ShareCount("p1", 1, 0, POSTED.plus(Duration.ofDays(71))));
    }

    @Test
    void shares_ofADeletedPost_areToldAgainOnlyWithItsNextAlert() throws InterruptedException {
        // given
        learn(debunk("d1", CLAIM));
        claims.pipeInput("p1", SPREADING, POSTED);
        passOn("p1", Share.Kind.REPOST, POSTED);
        tick();
        shareCounts.readValue();

        // when
        claims.pipeInput("p1", null, POSTED.plusSeconds(1));
        passOn("p1", Share.Kind.REPOST, POSTED.plusSeconds(2));
        tick();

        // then
        assertThat(shareCounts.isEmpty()).isTrue();

        // when
        claims.pipeInput("p1", SPREADING, POSTED.plusSeconds(3));
        tick();

        // then
        assertThat(shareCounts.readValue()).isEqualTo(new ShareCount("p1", 2, 0, POSTED.plusSeconds(2)));
    }

    @Test
    void shares_ofAnErasedPost_areForgotten() throws InterruptedException {
        // given
        learn(debunk("d1", CLAIM));
        claims.pipeInput("p1", SPREADING, POSTED);
        passOn("p1", Share.Kind.REPOST, POSTED.minus(Duration.ofDays(2)));
        passOn("p1", Share.Kind.REPOST, POSTED);
        tick();
        shareCounts.readValue();
        passOn("p1", Share.Kind.QUOTE, POSTED);
        Headers erase = new RecordHeaders();
        EraseHeader.addTo(erase);

        // when
        claims.pipeInput(new TestRecord<>("p1", null, erase, POSTED.plusSeconds(1)));
        tick();

        // then
        assertThat(shareCounts.readKeyValuesToList()).singleElement().satisfies(pair -> {
            assertThat(pair.key).isEqualTo("p1");
            assertThat(pair.value).isNull();
        });
        for (String store : List.of(ShareTallies.STORE, ShareTallies.BY_DAY, CountShares.TO_TELL)) {
            try (KeyValueIterator<String, Object> left =
                    driver.<String, Object>getKeyValueStore(store).all()) {
                assertThat(left.hasNext()).as(store).isFalse();
            }
        }
    }

    private void passOn(String postId, Share.Kind kind, Instant at) {
        shares.pipeInput(postId, new Share(kind + "@" + at, postId, kind, at, null), at);
    }

    private void tick() {
        driver.advanceWallClockTime(CountShares.PACE);
    }

    @Test
    void post_refutesADebunkedClaim_isAMatchOnly() throws InterruptedException {
        learn(debunk("d1", CLAIM));

        claims.pipeInput("p1", Events.postClaims("p1", "A hoax: Meta reads private messages to train its AI"), POSTED);

        assertThat(matches.readValue().matches().getFirst().outcome()).isEqualTo(Outcome.STANCE_NOT_ALERTED);
        assertThat(alerts.isEmpty()).isTrue();
    }

    @Test
    void post_aboutSomethingElse_doesNotAlert() throws InterruptedException {
        learn(debunk("d1", CLAIM));

        claims.pipeInput("p1", Events.postClaims("p1", "Our cat slept through all of the football again"), POSTED);

        assertThat(alerts.isEmpty()).isTrue();
    }

    @Test
    void post_emptyIndex_hasNoMatch() {
        claims.pipeInput("p1", SPREADING, POSTED);

        assertThat(matches.readValue().matches()).isEmpty();
        assertThat(alerts.isEmpty()).isTrue();
    }

    @Test
    void post_afterItsDebunkWasRetracted_doesNotAlert() throws InterruptedException {
        learn(debunk("d1", CLAIM));
        learn("d1", null);

        claims.pipeInput("p1", SPREADING, POSTED);

        assertThat(matches.readValue().matches()).isEmpty();
        assertThat(alerts.isEmpty()).isTrue();
    }

    @Test
    void post_twice_alertsOnce() throws InterruptedException {
        learn(debunk("d1", CLAIM));

        claims.pipeInput("p1", SPREADING, POSTED);
        claims.pipeInput("p1", SPREADING, POSTED.plusSeconds(5));

        assertThat(alerts.readValuesToList()).hasSize(1);
        assertThat(matches.readValuesToList()).hasSize(2);
    }

    @Test
    void post_judgedAgainAfterARetraction_withdrawsItsAlert() throws InterruptedException {
        learn(debunk("d1", CLAIM));
        claims.pipeInput("p1", SPREADING, POSTED);
        learn("d1", null);

        claims.pipeInput("p1", SPREADING, POSTED.plusSeconds(5));

        assertThat(alerts.readValuesToList())
                .extracting(Alert::status)
                .containsExactly(Alert.Status.OPEN, Alert.Status.WITHDRAWN);
    }

    @Test
    void post_deleted_withdrawsItsAlertAndLeavesNoMatches() throws InterruptedException {
        learn(debunk("d1", CLAIM));
        claims.pipeInput("p1", SPREADING, POSTED);

        claims.pipeInput("p1", null, POSTED.plusSeconds(5));

        Alert withdrawn = alerts.readValuesToList().getLast();
        assertThat(withdrawn.status()).isEqualTo(Alert.Status.WITHDRAWN);
        assertThat(withdrawn.revision()).isEqualTo(2);
        assertThat(withdrawn.raisedAt()).isEqualTo(POSTED.plusSeconds(5));
        assertThat(matches.readRecordsToList().getLast().value()).isNull();
    }

    @Test
    void debunk_publishedAfterThePost_alerts() throws InterruptedException {
        // given
        claims.pipeInput("p1", SPREADING, POSTED);
        claims.pipeInput("p2", Events.postClaims("p2", "Our cat slept through all of the football again"), POSTED);

        // when
        learn(debunk("d1", CLAIM).withRevision(4, Events.START));
        tell("d1", 4, false);

        // then
        TestRecord<String, Alert> raised = alerts.readRecord();
        assertThat(raised.key()).isEqualTo(Alert.idOf("p1", "d1"));
        assertThat(raised.value().status()).isEqualTo(Alert.Status.OPEN);
        assertThat(raised.value().raisedAt()).isEqualTo(CHANGED);
        assertThat(alerts.isEmpty()).isTrue();
        assertThat(matches.readRecordsToList()
                        .getLast()
                        .value()
                        .matches()
                        .getFirst()
                        .outcome())
                .isNotNull();
    }

    @Test
    void debunk_toldOfBeforeTheIndexHoldsIt_waits() throws InterruptedException {
        // given
        claims.pipeInput("p1", SPREADING, POSTED);

        // when, then
        tell("d1", 4, false);
        assertThat(alerts.isEmpty()).isTrue();

        // when, then
        learn(debunk("d1", CLAIM).withRevision(4, Events.START));
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        assertThat(alerts.readValuesToList()).hasSize(1);
    }

    @Test
    void debunk_publishedAfterAPostThatMeetsItsRule_alerts() throws InterruptedException {
        // given a debunk that the post is not about by what the models say
        claims.pipeInput("p1", Events.postClaims("p1", "Beware of zorbly, it is in all that you drink"), POSTED);
        assertThat(matches.readValue().matches()).isEmpty();

        // when
        learn(debunk("d7", CLAIM).withRevision(4, Events.START));
        tell("d7", 4, false);

        // then
        TestRecord<String, Alert> raised = alerts.readRecord();
        assertThat(raised.key()).isEqualTo(Alert.idOf("p1", "d7"));
        assertThat(raised.value().judgedBy().policy()).startsWith("rule:zorbly@");

        // and when
        learn("d7", null);
        tell("d7", 9, true);

        // then
        assertThat(alerts.readValue().status()).isEqualTo(Alert.Status.WITHDRAWN);
        assertThat(alerts.isEmpty()).isTrue();
    }

    @Test
    void post_judgedWithTheNewIndex_isNotJudgedAgain() throws InterruptedException {
        // given
        learn(debunk("d1", CLAIM).withRevision(4, Events.START));
        claims.pipeInput("p1", SPREADING, POSTED);

        // when
        tell("d1", 4, false);

        // then
        assertThat(alerts.readValuesToList()).hasSize(1);
        assertThat(matches.readValuesToList()).hasSize(1);
    }

    @Test
    void debunk_retracted_withdrawsItsAlerts() throws InterruptedException {
        // given
        learn(debunk("d1", CLAIM));
        claims.pipeInput("p1", SPREADING, POSTED);

        // when
        learn("d1", null);
        tell("d1", 5, true);

        // then
        Alert withdrawn = alerts.readValuesToList().getLast();
        assertThat(withdrawn.status()).isEqualTo(Alert.Status.WITHDRAWN);
        assertThat(withdrawn.reason()).isEqualTo("the debunk was taken back: a slip");
        assertThat(withdrawn.raisedAt()).isEqualTo(CHANGED);
    }

    @Test
    void debunk_corrected_withdrawsItsAlerts_andReopensThem() throws InterruptedException {
        // given
        learn(debunk("d1", CLAIM));
        claims.pipeInput("p1", SPREADING, POSTED);

        // when
        learn(debunk("d1", CLAIM, Verdict.TRUE).withRevision(6, Events.START));
        tell("d1", 6, false);
        learn(debunk("d1", CLAIM).withRevision(7, Events.START));
        tell("d1", 7, false);

        // then
        assertThat(alerts.readValuesToList())
                .extracting(Alert::status, Alert::revision)
                .containsExactly(
                        tuple(Alert.Status.OPEN, 1), tuple(Alert.Status.WITHDRAWN, 2), tuple(Alert.Status.OPEN, 3));
    }

    @Test
    void post_deletedBeforeItsDebunkCame_doesNotAlert() throws InterruptedException {
        claims.pipeInput("p1", SPREADING, POSTED);
        claims.pipeInput("p1", null, POSTED.plusSeconds(1));

        learn(debunk("d1", CLAIM).withRevision(4, Events.START));
        tell("d1", 4, false);

        assertThat(alerts.isEmpty()).isTrue();
    }

    @Test
    void post_olderThanTheWindow_isNotJudgedAgain_butItsAlertEndsWithTheDebunk() throws InterruptedException {
        // given: one that alerted, and one that would for a later debunk
        learn(debunk("d1", CLAIM));
        claims.pipeInput("p1", SPREADING, POSTED);
        claims.pipeInput("p2", Events.postClaims("p2", "Birds are drones of the government they say"), POSTED);
        claims.pipeInput(
                "p3",
                Events.postClaims("p3", "Our cat slept through all of the football again"),
                POSTED.plus(LookBackSettings.DEFAULTS.window()).plusSeconds(1));

        // when
        learn(debunk("d2", "Birds are drones of the government they say").withRevision(8, Events.START));
        tell("d2", 8, false);
        learn("d1", null);
        tell("d1", 9, true);

        // then
        assertThat(alerts.readValuesToList())
                .extracting(alert -> alert.post().id(), Alert::status)
                .containsExactly(tuple("p1", Alert.Status.OPEN), tuple("p1", Alert.Status.WITHDRAWN));
    }

    @Test
    void post_judged_isMeasured() throws InterruptedException {
        learn(debunk("d1", CLAIM));

        claims.pipeInput("p1", SPREADING, POSTED);

        assertThat(registry.get(Meter.MATCHED_POSTS.id())
                        .tag("outcome", "alert")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get(Meter.ALERTS.id())
                        .tags("status", "open", "verdict", "false")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get(Meter.VERDICT_DELAY.id()).timer().totalTime(TimeUnit.SECONDS))
                .isEqualTo(90);
        assertThat(registry.find(Meter.STAGE_CPU.id()).timers())
                .extracting(timer -> timer.getId().getTag("step"))
                .containsExactlyInAnyOrder("encode", "retrieve", "rerank", "stance");
    }

    /** About: half at a cosine of .6, and soon sure. */
    static MatchModels models(Encoders encoders, CrossEncoder crossEncoder) {
        return new MatchModels(
                MatchModels.VERSION,
                encoders.ids(),
                crossEncoder.id(),
                Map.of(),
                RankerModel.of(new LinearModel(0, Map.of("cosine-claim", new LinearModel.Term(0, 1, 1)))),
                new LinearModel(0, Map.of()),
                new LinearModel(0, Map.of(Reranker.SCORE, new LinearModel.Term(0, 1, 1))),
                AboutModel.of(new LinearModel(0, Map.of("cosine-claim", new LinearModel.Term(.6, .05, 1)))));
    }

    private MatchTopology topology() {
        MatchModels models = models(encoders, crossEncoder);
        CuratedJudge judge = new CuratedJudge(
                MatchPolicy.DEFAULTS, new HoaxStance(), models, _ -> true, rules, shadows, encoders::vectorsOf);
        return new MatchTopology(
                topics,
                encoders,
                crossEncoder,
                models,
                () -> judge,
                LookBackSettings.DEFAULTS,
                new Meters(registry),
                InstantSource.fixed(Events.START.plusSeconds(90)),
                Runnable::run);
    }

    /** Tells the task that a debunk has changed, and lets some time pass. */
    private void tell(String debunkId, long revision, boolean retracted) {
        debunkChanges.pipeInput(debunkId, new DebunkChange(debunkId, revision, retracted, "a slip", CHANGED), CHANGED);
        driver.advanceWallClockTime(Duration.ofSeconds(1));
    }

    private Debunk debunk(String id, String claim) {
        return debunk(id, claim, Verdict.FALSE);
    }

    private Debunk debunk(String id, String claim, Verdict verdict) {
        Debunk debunk = Events.debunk(id, claim, verdict);
        return debunk.withVectors(encoders.vectorsOf(debunk));
    }

    private void learn(Debunk debunk) throws InterruptedException {
        learn(debunk.id(), debunk);
    }

    /** Changes the index and waits until the change can be found. */
    private void learn(String id, Debunk debunk) throws InterruptedException {
        debunks.pipeInput(id, debunk);
        changes++;
        DebunkIndexStore store = (DebunkIndexStore) driver.getStateStore(MatchTopology.INDEX);
        assertThat(store.index().awaitOffset(changes, Duration.ofSeconds(30))).isTrue();
    }

    private <V> TestInputTopic<String, V> input(Topic<String, V> topic) {
        return driver.createInputTopic(
                topic.name(), topic.keys().serializer(), topic.values().serializer());
    }

    private <V> TestOutputTopic<String, V> output(Topic<String, V> topic) {
        return driver.createOutputTopic(
                topic.name(), topic.keys().deserializer(), topic.values().deserializer());
    }

    /** Takes whoever says hoax for refuting, and all others for spreading. */
    static final class HoaxStance implements StanceEstimator {

        @Override
        public String version() {
            return "hoax";
        }

        @Override
        public StanceEstimate estimate(PostClaims post, Debunk debunk) {
            boolean refutes = post.post().clean().value().contains("hoax");
            return Events.stance(refutes ? Stance.REFUTES : Stance.SPREADS);
        }
    }
}
