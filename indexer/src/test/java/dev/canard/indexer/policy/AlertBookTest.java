package dev.canard.indexer.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.canard.event.Alert;
import dev.canard.event.Alert.Status;
import dev.canard.event.Claim;
import dev.canard.event.Debunk;
import dev.canard.event.DebunkSummary;
import dev.canard.event.Events;
import dev.canard.event.JudgedBy;
import dev.canard.event.Match;
import dev.canard.event.Match.Outcome;
import dev.canard.event.Post;
import dev.canard.event.PostMatches;
import dev.canard.event.Stance;
import dev.canard.event.Verdict;
import dev.canard.topic.JsonSerde;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class AlertBookTest {

    private static final Instant LATER = Events.START.plusSeconds(600);
    private static final Post POST = Events.post("p1", "Meta reads your private messages from today.");
    private static final Debunk ONE = Events.debunk("d1", "Meta reads private messages.", Verdict.FALSE);
    private static final Debunk TWO = Events.debunk("d2", "Meta sells private messages.", Verdict.FALSE);

    private PostAlerts state = PostAlerts.NONE;

    @Test
    void judged_firstAlert_isRaised() {
        List<Alert> alerts = judge(alerting(ONE, .9));

        assertThat(alerts).singleElement().satisfies(alert -> {
            assertThat(alert.revision()).isEqualTo(1);
            assertThat(alert.status()).isEqualTo(Status.OPEN);
            assertThat(alert.id()).isEqualTo(Alert.idOf("p1", "d1"));
        });
    }

    @Test
    void judged_withoutAlert_changesNothing() {
        assertThat(judge(quiet(ONE, Outcome.BELOW_THRESHOLD))).isEmpty();
        assertThat(state).isEqualTo(PostAlerts.NONE);
    }

    @Test
    void judged_sameAgainAgainstALaterIndex_emitsNothing() {
        judge(alerting(ONE, .9));
        PostAlerts before = state;

        assertThat(judge(alerting(ONE, .905, 99, LATER))).isEmpty();
        assertThat(state).isEqualTo(before);
    }

    @Test
    void judged_otherProbability_givesNextRevision() {
        judge(alerting(ONE, .9));

        assertThat(judge(alerting(ONE, .7))).singleElement().satisfies(alert -> {
            assertThat(alert.revision()).isEqualTo(2);
            assertThat(alert.status()).isEqualTo(Status.OPEN);
            assertThat(alert.probability()).isEqualTo(.7);
        });
    }

    @Test
    void judged_amendedDebunk_givesNextRevision() {
        judge(alerting(ONE, .9));

        Debunk amended = Events.debunk("d1", "Meta reads private messages.", Verdict.MISLEADING);

        assertThat(judge(alerting(amended, .9)))
                .extracting(Alert::revision, alert -> alert.debunk().rating().verdict())
                .containsExactly(tuple(2, Verdict.MISLEADING));
    }

    @Test
    void judged_anotherReviewOfTheSameClaim_givesNextRevision() {
        judge(alerting(ONE, .9));
        Alert alert = alert(ONE, .9, 17, LATER);
        Alert reviewedTwice = new Alert(
                alert.id(),
                alert.revision(),
                alert.status(),
                null,
                alert.post(),
                alert.claim(),
                alert.debunk(),
                List.of(DebunkSummary.of(TWO)),
                alert.probability(),
                alert.about(),
                alert.stance(),
                alert.explanation(),
                alert.evidence(),
                alert.judgedBy(),
                alert.raisedAt());

        assertThat(judge(new Judgement(matches(match(ONE, 1, Outcome.ALERT)), reviewedTwice)))
                .singleElement()
                .satisfies(next -> {
                    assertThat(next.revision()).isEqualTo(2);
                    assertThat(next.otherReviews())
                            .extracting(DebunkSummary::id)
                            .containsExactly("d2");
                });
    }

    @Test
    void judged_anotherDebunkCloser_withdrawsTheOldOneFirst() {
        judge(alerting(ONE, .9));

        List<Alert> alerts = judge(new Judgement(
                matches(match(TWO, 1, Outcome.ALERT), match(ONE, 2, Outcome.NOT_BEST)), alert(TWO, .8, 17, LATER)));

        assertThat(alerts).extracting(Alert::id).containsExactly(Alert.idOf("p1", "d1"), Alert.idOf("p1", "d2"));
        assertThat(alerts).extracting(Alert::status).containsExactly(Status.WITHDRAWN, Status.OPEN);
        assertThat(alerts).extracting(Alert::revision).containsExactly(2, 1);
        assertThat(alerts.getFirst().reason()).isEqualTo("another debunk comes closer");
    }

    @Test
    void judged_stanceNoLongerSpreads_withdrawsWithTheReason() {
        judge(alerting(ONE, .9));

        assertThat(judge(quiet(ONE, Outcome.STANCE_NOT_ALERTED)))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.status()).isEqualTo(Status.WITHDRAWN);
                    assertThat(alert.revision()).isEqualTo(2);
                    assertThat(alert.reason()).isEqualTo("the post does not spread the claim");
                    assertThat(alert.raisedAt()).isEqualTo(LATER);
                });
    }

    @Test
    void judged_debunkGone_withdraws() {
        judge(alerting(ONE, .9));

        assertThat(judge(new Judgement(matches(), null)))
                .extracting(Alert::reason)
                .containsExactly("the debunk no longer matches");
    }

    @Test
    void deleted_openAlert_isWithdrawnOnce() {
        judge(alerting(ONE, .9));

        List<Alert> first = delete();
        List<Alert> second = delete();

        assertThat(first).singleElement().satisfies(alert -> {
            assertThat(alert.status()).isEqualTo(Status.WITHDRAWN);
            assertThat(alert.reason()).isEqualTo("the post was deleted");
            assertThat(alert.post()).isEqualTo(POST);
        });
        assertThat(second).isEmpty();
    }

    @Test
    void judged_afterDeletion_opensTheSameAlertAgain() {
        judge(alerting(ONE, .9));
        delete();

        assertThat(judge(alerting(ONE, .9))).singleElement().satisfies(alert -> {
            assertThat(alert.revision()).isEqualTo(3);
            assertThat(alert.status()).isEqualTo(Status.OPEN);
            assertThat(alert.reason()).isNull();
        });
    }

    @Test
    void serde_anyState_comesBackEqual() {
        judge(alerting(ONE, .9));

        Serde<PostAlerts> serde = JsonSerde.of(PostAlerts.class);

        for (PostAlerts original : List.of(PostAlerts.NONE, state)) {
            assertThat(serde.deserializer().deserialize("t", serde.serializer().serialize("t", original)))
                    .isEqualTo(original);
        }
        assertThat(serde.deserializer().deserialize("t", null)).isNull();
    }

    private List<Alert> judge(Judgement judgement) {
        return apply(AlertBook.judged(state, judgement, LATER));
    }

    private List<Alert> delete() {
        return apply(AlertBook.deleted(state, LATER));
    }

    private List<Alert> apply(AlertBook.Update update) {
        state = update.state();
        return update.alerts();
    }

    private static Judgement alerting(Debunk debunk, double probability) {
        return alerting(debunk, probability, 17, Events.START);
    }

    private static Judgement alerting(Debunk debunk, double probability, long indexOffset, Instant at) {
        return new Judgement(matches(match(debunk, 1, Outcome.ALERT)), alert(debunk, probability, indexOffset, at));
    }

    private static Judgement quiet(Debunk debunk, Outcome outcome) {
        return new Judgement(matches(match(debunk, 1, outcome)), null);
    }

    private static PostMatches matches(Match... matches) {
        return new PostMatches(POST, List.of(matches), Events.judgedBy());
    }

    private static Match match(Debunk debunk, int rank, Outcome outcome) {
        return new Match(DebunkSummary.of(debunk), List.of(), rank, 1, null, null, outcome, null, Map.of());
    }

    private static Alert alert(Debunk debunk, double probability, long indexOffset, Instant at) {
        Claim claim = Events.claim(POST.text(), POST.text());
        return new Alert(
                Alert.idOf(POST.id(), debunk.id()),
                1,
                Status.OPEN,
                null,
                POST,
                claim,
                DebunkSummary.of(debunk),
                List.of(),
                probability,
                .95,
                Events.stance(Stance.SPREADS),
                Events.explanation(),
                Map.of("bm25", indexOffset / 10.0),
                new JudgedBy(indexOffset, "m", "p", .5),
                at);
    }
}
