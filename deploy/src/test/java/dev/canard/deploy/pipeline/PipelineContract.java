package dev.canard.deploy.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.config.RuleSettings;
import dev.canard.event.Alert;
import dev.canard.event.DeadLetter;
import dev.canard.event.DebunkAmendment;
import dev.canard.event.Match;
import dev.canard.event.Match.Outcome;
import dev.canard.event.PostMatches;
import dev.canard.event.Verdict;
import dev.canard.topic.PostPartitioner;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the pipeline promises, whatever it runs on. The models are the real ones and take seconds to load, so that all tests
 * share one runner; each has its own posts.
 */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class PipelineContract {

    static final CanardSettings SETTINGS = CanardSettings.DEFAULTS.withRules(new RuleSettings(rules().toString()));

    private static final String TOWER_SOLD =
            "The Eiffel Tower was sold to a scrap dealer in 2025 and will be taken down.";
    private static final String HONEY_KEEPS = "Honey found in ancient Egyptian tombs was still edible.";

    private @Nullable PipelineRunner runner;

    /** Starts the pipeline. */
    abstract PipelineRunner start(Path directory) throws Exception;

    @BeforeAll
    void startPipeline(@TempDir Path directory) throws Exception {
        runner = start(directory);
        Assumptions.assumeTrue(runner != null);
        runner.debunk(
                "d-tower",
                debunk("d-tower", TOWER_SOLD, "No, the Eiffel Tower has not been sold for scrap", "False"),
                1);
        runner.debunk("d-honey", debunk("d-honey", HONEY_KEEPS, "Yes, honey from the tombs could be eaten", "True"), 2);
    }

    @AfterAll
    void stopPipeline() throws Exception {
        if (runner != null) {
            runner.close();
        }
    }

    @Test
    @Order(1)
    void post_thatSpreadsADebunkedClaim_raisesOneAlertWithItsEvidence() {
        // when
        send("spreads", "They really did it: the Eiffel Tower was sold to a scrap dealer and will be taken down!");

        // then
        assertThat(alertsOf("spreads")).singleElement().satisfies(alert -> {
            assertThat(alert.id()).isEqualTo(Alert.idOf("spreads", "d-tower"));
            assertThat(alert.status()).isEqualTo(Alert.Status.OPEN);
            assertThat(alert.revision()).isEqualTo(1);
            assertThat(alert.debunk().rating().verdict()).isEqualTo(Verdict.FALSE);
            assertThat(alert.probability()).isBetween(SETTINGS.policy().threshold(), 1.0);
            assertThat(alert.claim().span().of(alert.post().text())).contains("Eiffel Tower was sold");
            assertThat(alert.judgedBy().indexOffset()).isPositive();
            assertThat(alert.evidence()).isNotEmpty();
        });
        assertThat(verdictOf("spreads").matches().getFirst().outcome()).isEqualTo(Outcome.ALERT);
    }

    @Test
    @Order(2)
    void post_thatRefutesIt_raisesNone() {
        // when
        send("refutes", "No, the Eiffel Tower was not sold to a scrap dealer. That story is a hoax, stop sharing it.");

        // then
        assertThat(alertsOf("refutes")).isEmpty();
        assertThat(verdictOf("refutes").matches().getFirst().debunk().id()).isEqualTo("d-tower");
    }

    @Test
    @Order(3)
    void post_thatRepeatsATrueClaim_raisesNone() {
        // when
        send("true", "Honey found in ancient Egyptian tombs was still edible, amazing.");

        // then
        assertThat(alertsOf("true")).isEmpty();
        assertThat(verdictOf("true").matches().getFirst().outcome()).isNotEqualTo(Outcome.ALERT);
    }

    @Test
    @Order(4)
    void post_aboutSomethingElse_raisesNone() {
        // when
        send("chatter", "Rain again, so I baked two loaves of bread and finished my book on the sofa.");

        // then
        assertThat(alertsOf("chatter")).isEmpty();
        assertThat(verdictOf("chatter").post().id()).isEqualTo("chatter");
    }

    @Test
    @Order(5)
    void post_sentTwice_isJudgedOnce() {
        // when
        send("twice", "The Eiffel Tower was sold to a scrap dealer in 2025 and will be taken down.");
        send("twice", "The Eiffel Tower was sold to a scrap dealer in 2025 and will be taken down.");

        // then
        assertThat(alertsOf("twice")).hasSize(1);
        assertThat(required().matches())
                .filteredOn(verdict -> verdict.post().id().equals("twice"))
                .hasSize(1);
    }

    @Test
    @Order(6)
    void post_thatIsDeleted_withdrawsItsAlert() {
        // given
        send("deleted", "The Eiffel Tower was sold to a scrap dealer in 2025 and will be taken down.");

        // when
        required().post("deleted", null);

        // then
        assertThat(alertsOf("deleted"))
                .extracting(Alert::status)
                .containsExactly(Alert.Status.OPEN, Alert.Status.WITHDRAWN);
    }

    @Test
    @Order(7)
    void input_thatCannotBeRead_becomesADeadLetterAndTheStreamGoesOn() {
        // when
        required().post("broken", "{\"id\": \"broken\", \"text\": ".getBytes(StandardCharsets.UTF_8));
        required().post("empty", new byte[0]);
        required().post("binary", new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2});
        send("after", "The Eiffel Tower was sold to a scrap dealer in 2025 and will be taken down.");

        // then
        assertThat(required().deadLetters())
                .filteredOn(letter -> List.of("broken", "empty", "binary").contains(letter.key()))
                .extracting(DeadLetter::key, DeadLetter::kind)
                .containsExactlyInAnyOrder(
                        tuple("broken", DeadLetter.Kind.NOT_JSON),
                        tuple("empty", DeadLetter.Kind.EMPTY),
                        tuple("binary", DeadLetter.Kind.NOT_UTF8));
        assertThat(alertsOf("after")).hasSize(1);
    }

    @Test
    @Order(8)
    void debunk_thatCannotBeRead_becomesADeadLetter() {
        // when
        required()
                .debunk(
                        "no-claim",
                        "{\"@type\": \"ClaimReview\", \"@id\": \"no-claim\"}".getBytes(StandardCharsets.UTF_8),
                        2);

        // then
        assertThat(required().deadLetters())
                .filteredOn(letter -> "no-claim".equals(letter.key()))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.kind()).isEqualTo(DeadLetter.Kind.MISSING_FIELD);
                    assertThat(letter.topic()).endsWith("debunks.raw");
                });
    }

    @Test
    @Order(9)
    void debunk_thatIsRetracted_raisesNoMoreAlerts() {
        // given
        required().debunk("d-tower", null, 1);

        // when
        send("late", "The Eiffel Tower was sold to a scrap dealer in 2025 and will be taken down.");

        // then
        assertThat(alertsOf("late")).isEmpty();
    }

    @Test
    @Order(10)
    void debunk_thatWasRetracted_withdrawsItsPastAlerts() {
        await().untilAsserted(
                        () -> assertThat(alertsOf("spreads").getLast().status()).isEqualTo(Alert.Status.WITHDRAWN));
    }

    @Test
    @Order(11)
    void debunk_thatComesAfterThePosts_raisesTheirAlerts() {
        // when
        required()
                .debunk(
                        "d-scrap",
                        debunk("d-scrap", TOWER_SOLD, "No, the Eiffel Tower has not been sold for scrap", "False"),
                        2);

        // then
        await().untilAsserted(() -> {
            assertThat(alertsOf("late")).extracting(Alert::status).containsExactly(Alert.Status.OPEN);
            assertThat(alertsOf("spreads").getLast().status()).isEqualTo(Alert.Status.OPEN);
        });
    }

    @Test
    @Order(12)
    void debunk_thatACuratorRetracts_withdrawsItsAlertsWithTheReason_andComesBackWhenRestored() {
        // when
        required().amendment("d-scrap", amendment(true, "the publisher was fooled"), 1);

        // then
        await().untilAsserted(
                        () -> assertThat(alertsOf("late").getLast().reason()).contains("the publisher was fooled"));
        assertThat(alertsOf("late").getLast().status()).isEqualTo(Alert.Status.WITHDRAWN);

        // when
        required().amendment("d-scrap", amendment(false, "it was not"), 2);

        // then
        await().untilAsserted(
                        () -> assertThat(alertsOf("late").getLast().status()).isEqualTo(Alert.Status.OPEN));
    }

    private static DebunkAmendment amendment(boolean retracted, String reason) {
        return new DebunkAmendment(
                "d-scrap",
                null,
                null,
                null,
                null,
                null,
                retracted,
                "jo",
                reason,
                Instant.parse("2026-03-01T12:00:00Z"));
    }

    @Test
    @Order(13)
    void post_thatMeetsARule_raisesItsAlertUnlessItRefutesTheClaim() {
        // when
        send(
                "zorbly",
                "Warning: they put zorbly powder into the tap water of our city, my neighbours are all ill from it!");
        send("no-zorbly", "No, there is no zorbly powder in the tap water. This is a hoax, stop sharing it.");

        // then
        assertThat(alertsOf("zorbly")).singleElement().satisfies(alert -> {
            assertThat(alert.id()).isEqualTo(Alert.idOf("zorbly", "rule:zorbly"));
            assertThat(alert.judgedBy().policy()).startsWith("rule:zorbly@");
            assertThat(alert.explanation().rule().words())
                    .extracting(span -> span.of(alert.post().text()))
                    .containsExactly("zorbly", "tap water");
        });
        assertThat(alertsOf("no-zorbly")).isEmpty();
        assertThat(verdictOf("no-zorbly").matches())
                .filteredOn(match -> match.debunk().id().equals("rule:zorbly"))
                .extracting(Match::outcome)
                .containsExactly(Outcome.STANCE_NOT_ALERTED);
    }

    @Test
    @Order(14)
    void posts_thatAreCopies_areOneClusterWhereverTheyCameIn() {
        // given
        List<String> copies = List.of("copy-1", "copy-2", "copy-3", "copy-4");
        assertThat(copies.stream()
                        .limit(3)
                        .map(id -> PostPartitioner.partitionOf(
                                id, SETTINGS.topics().partitions()))
                        .distinct())
                .as("partitions")
                .hasSize(3);

        // when
        send("copy-1", "They really did it: the Eiffel Tower was sold to a scrap dealer and will be taken down!");
        send("copy-2", "@jane They REALLY did it! The Eiffel Tower was sold to a scrap dealer and will be taken down");
        send(
                "copy-3",
                "They really did it, the Eifel Tower was sold to a scrap dealer and will be taken down. Please share");
        send("copy-4", "The Eiffel Tower was sold to a scrap dealer in 2025 and will be taken down.");

        // then
        String cluster = alertsOf("copy-1").getLast().cluster();
        assertThat(cluster).isNotNull();
        assertThat(alertsOf("copy-2").getLast().cluster()).isEqualTo(cluster);
        assertThat(alertsOf("copy-3").getLast().cluster()).isEqualTo(cluster);
        assertThat(alertsOf("copy-4").getLast().cluster()).isNotEqualTo(cluster);
    }

    @Test
    @Order(15)
    void account_thatIsDeleted_withdrawsTheAlertsOfItsPostsWhereverTheyCameIn() {
        // given
        List<String> posts = List.of("copy-5", "copy-6", "copy-7");
        assertThat(posts.stream()
                        .map(id -> PostPartitioner.partitionOf(
                                id, SETTINGS.topics().partitions()))
                        .distinct())
                .as("partitions")
                .hasSize(3);
        for (String id : posts) {
            String account = id.equals("copy-7") ? "did:plc:stays" : "did:plc:goes";
            required()
                    .post(
                            id,
                            "{\"id\":\"%s\",\"text\":\"The Eiffel Tower was sold to a scrap dealer in 2025 and will be taken down.\",\"author\":{\"id\":\"%s\"}}"
                                    .formatted(id, account)
                                    .getBytes(StandardCharsets.UTF_8));
        }

        // when
        required()
                .post(
                        "did:plc:goes",
                        "{\"account\":\"did:plc:goes\",\"deleted\":true}".getBytes(StandardCharsets.UTF_8));

        // then
        assertThat(alertsOf("copy-5").getLast().status()).isEqualTo(Alert.Status.WITHDRAWN);
        assertThat(alertsOf("copy-6").getLast().status()).isEqualTo(Alert.Status.WITHDRAWN);
        assertThat(alertsOf("copy-7").getLast().status()).isEqualTo(Alert.Status.OPEN);
    }

    private static Path rules() {
        try {
            return Path.of(PipelineContract.class.getResource("rules.yaml").toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private void send(String id, String text) {
        required()
                .post(id, "{\"id\":\"%s\",\"text\":\"%s\"}".formatted(id, text).getBytes(StandardCharsets.UTF_8));
    }

    private List<Alert> alertsOf(String postId) {
        return required().alerts().stream()
                .filter(alert -> alert.post().id().equals(postId))
                .toList();
    }

    private PostMatches verdictOf(String postId) {
        return required().matches().stream()
                .filter(verdict -> verdict.post().id().equals(postId))
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    private PipelineRunner required() {
        return java.util.Objects.requireNonNull(runner);
    }

    private static byte[] debunk(String id, String claim, String headline, String rating) {
        return """
                {"@type": "ClaimReview", "@id": "%s", "claimReviewed": "%s", "headline": "%s", "datePublished": "2025-05-01",\
                 "author": {"name": "Example Check"}, "reviewRating": {"alternateName": "%s"}}""".formatted(id, claim, headline, rating).getBytes(StandardCharsets.UTF_8);
    }
}
