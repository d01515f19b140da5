package dev.canard.indexer.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.canard.event.Alert;
import dev.canard.event.Debunk;
import dev.canard.event.DebunkAmendment;
import dev.canard.event.DebunkSummary;
import dev.canard.event.Events;
import dev.canard.event.Explanation;
import dev.canard.event.Match;
import dev.canard.event.Match.Outcome;
import dev.canard.event.PostClaims;
import dev.canard.event.Stance;
import dev.canard.event.StanceEstimate;
import dev.canard.event.Validity;
import dev.canard.event.Verdict;
import dev.canard.indexer.match.AboutModel;
import dev.canard.indexer.match.EncodedPost;
import dev.canard.indexer.match.LinearModel;
import dev.canard.indexer.match.MatchModels;
import dev.canard.indexer.match.RankedDebunk;
import dev.canard.indexer.match.RankerModel;
import dev.canard.indexer.match.Ranking;
import dev.canard.indexer.stance.StanceEstimator;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PostJudgeTest {

    private static final Instant NOW = Events.START.plusSeconds(60);
    private static final MatchPolicy POLICY =
            new MatchPolicy("test", "7", MatchPolicy.DEFAULTS.verdicts(), .5, .8, .3, 4, false, 2);
    private static final MatchPolicy ALERTING_ON_CONFLICT =
            new MatchPolicy("test", "8", MatchPolicy.DEFAULTS.verdicts(), .5, .8, .3, 4, true, 2);
    private static final LinearModel ABOUT = new LinearModel(0, Map.of("bm25", new LinearModel.Term(1, 1, 2)));
    static final MatchModels MODELS = new MatchModels(
            MatchModels.VERSION,
            List.of(),
            "words@1",
            Map.of(),
            RankerModel.of(ABOUT),
            ABOUT,
            ABOUT,
            AboutModel.of(ABOUT));
    private static final PostClaims POST = Events.postClaims("p1", "Meta reads your private messages from today.");
    private static final Debunk FALSE = Events.debunk("d1", "Meta reads private messages.", Verdict.FALSE);
    private static final Debunk OTHER = Events.debunk("d2", "Meta sells private messages.", Verdict.FALSE);

    @Test
    void judge_probablyAboutAndSpreading_alerts() {
        Judgement judgement = judge(.9, stance(Stance.SPREADS, .8), POST, FALSE);

        Alert alert = judgement.alert();
        assertThat(alert).isNotNull();
        assertThat(alert.id()).isEqualTo(Alert.idOf("p1", "d1"));
        assertThat(alert.revision()).isEqualTo(1);
        assertThat(alert.probability()).isEqualTo(.9 * .8);
        assertThat(alert.about()).isEqualTo(.9);
        assertThat(alert.claim()).isEqualTo(POST.claims().getFirst());
        assertThat(alert.raisedAt()).isEqualTo(NOW);
        assertThat(alert.explanation().margin()).isEqualTo(.9 * .8 - .5);
        assertThat(alert.explanation().reasons())
                .extracting(Explanation.Reason::kind)
                .containsExactly("WORDS");
        // Meta, reads, private, messages.
        assertThat(alert.explanation().sharedWords()).hasSize(4);
        assertThat(alert.judgedBy()).isEqualTo(judgement.matches().judgedBy());
        assertThat(outcomes(judgement)).containsExactly(Outcome.ALERT);
    }

    @Test
    void judge_always_saysWithWhatItJudged() {
        Judgement judgement = judge(.9, stance(Stance.SPREADS, .8), POST, FALSE);

        assertThat(judgement.matches().judgedBy().indexOffset()).isEqualTo(42);
        assertThat(judgement.matches().judgedBy().model()).isEqualTo(MODELS.id() + "+stance-1");
        assertThat(judgement.matches().judgedBy().policy()).isEqualTo("test@7");
        assertThat(judgement.matches().judgedBy().threshold()).isEqualTo(.5);
    }

    @Test
    void judge_noCandidate_hasNoMatch() {
        Judgement judgement = judge(0, stance(Stance.SPREADS, 1), POST);

        assertThat(judgement.matches().matches()).isEmpty();
        assertThat(judgement.alert()).isNull();
    }

    @Test
    void judge_productBelowThreshold_doesNotAlert() {
        // Each alone lies above the threshold.
        Judgement judgement = judge(.7, stance(Stance.SPREADS, .7), POST, FALSE);

        assertThat(judgement.alert()).isNull();
        assertThat(outcomes(judgement)).containsExactly(Outcome.BELOW_THRESHOLD);
        assertThat(judgement.matches().matches().getFirst().stance()).isNotNull();
    }

    @Test
    void judge_hardlyAbout_isNotEvenLookedAtForStance() {
        Judgement judgement = judge(.29, stance(Stance.SPREADS, 1), POST, FALSE);

        assertThat(outcomes(judgement)).containsExactly(Outcome.BELOW_THRESHOLD);
        assertThat(judgement.matches().matches().getFirst().stance()).isNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = Verdict.class,
            names = {"TRUE", "MOSTLY_TRUE", "UNPROVEN", "UNKNOWN"})
    void judge_debunkOfAnotherVerdict_doesNotAlert(Verdict verdict) {
        Judgement judgement =
                judge(1, stance(Stance.SPREADS, 1), POST, Events.debunk("d1", "Meta reads messages.", verdict));

        assertThat(judgement.alert()).isNull();
        assertThat(outcomes(judgement)).containsExactly(Outcome.VERDICT_NOT_ALERTED);
    }

    @ParameterizedTest
    @EnumSource(value = Stance.class, names = "SPREADS", mode = EnumSource.Mode.EXCLUDE)
    void judge_anotherStanceLikelier_doesNotAlert(Stance stance) {
        Judgement judgement = judge(1, StanceEstimate.of(Map.of(Stance.SPREADS, .45, stance, .55)), POST, FALSE);

        assertThat(judgement.alert()).isNull();
        assertThat(outcomes(judgement)).containsExactly(Outcome.STANCE_NOT_ALERTED);
    }

    @Test
    void judge_tooFewWords_doesNotAlert() {
        Judgement judgement = judge(1, stance(Stance.SPREADS, 1), Events.postClaims("p1", "Meta reads DMs !!"), FALSE);

        assertThat(judgement.alert()).isNull();
        assertThat(outcomes(judgement)).containsExactly(Outcome.BELOW_THRESHOLD);
    }

    @Test
    void judge_postWithoutClaim_doesNotAlert() {
        PostClaims silent = new PostClaims(POST.post(), List.of());

        assertThat(judge(1, stance(Stance.SPREADS, 1), silent, FALSE).alert()).isNull();
    }

    @Test
    void judge_severalCandidates_onlyTheBestAlertsAndFewAreKept() {
        Judgement judgement =
                judge(1, stance(Stance.SPREADS, 1), POST, FALSE, OTHER, Events.debunk("d3", "Meta.", Verdict.FALSE));

        assertThat(judgement.alert().debunk().id()).isEqualTo("d1");
        assertThat(outcomes(judgement)).containsExactly(Outcome.ALERT, Outcome.NOT_BEST);
        Match second = judgement.matches().matches().get(1);
        assertThat(second.rank()).isEqualTo(2);
        assertThat(second.about()).isNull();
        assertThat(second.stance()).isNull();
    }

    @Test
    void judge_bestHoldsTheClaimForTrue_secondDoesNotStepIn() {
        Debunk confirmed = Events.debunk("d0", "Meta reads messages to its AI.", Verdict.TRUE);

        Judgement judgement = judge(1, stance(Stance.SPREADS, 1), POST, confirmed, FALSE);

        assertThat(judgement.alert()).isNull();
    }

    @Test
    void judge_bestHasNoUsableVerdict_theNextOneAlerts() {
        Debunk unrated = Events.debunk("d0", "Meta reads messages, some say.", Verdict.UNKNOWN);

        Judgement judgement = judge(1, stance(Stance.SPREADS, 1), POST, unrated, FALSE);

        assertThat(outcomes(judgement)).containsExactly(Outcome.VERDICT_NOT_ALERTED, Outcome.ALERT);
        assertThat(judgement.alert()).isNotNull();
        assertThat(judgement.alert().debunk().id()).isEqualTo("d1");
    }

    @ParameterizedTest
    @CsvSource({"-1, false", "0, true", "1, true", "2, false"})
    void judge_debunkWithDays_alertsOnPostsOfThoseDaysOnly(int daysLater, boolean alerts) {
        LocalDate posted = LocalDate.ofInstant(POST.post().createdAt(), ZoneOffset.UTC);
        Validity validity = new Validity(
                posted.minusDays(daysLater), posted.minusDays(daysLater).plusDays(1));

        Judgement judgement = judge(1, stance(Stance.SPREADS, 1), POST, valid(FALSE, validity));

        assertThat(outcomes(judgement)).containsExactly(alerts ? Outcome.ALERT : Outcome.NOT_VALID);
    }

    @Test
    void judge_bestDoesNotHoldForTheDay_theNextOneAlerts() {
        Debunk expired = valid(FALSE, new Validity(null, LocalDate.of(2020, 1, 1)));

        Judgement judgement = judge(1, stance(Stance.SPREADS, 1), POST, expired, OTHER);

        assertThat(judgement.alert().debunk().id()).isEqualTo("d2");
    }

    @Test
    void judge_somebodyElseFoundTheSameClaimToBeTrue_doesNotAlertUnlessThePolicySaysSo() {
        Debunk confirmed = Events.debunk("d0", "\"Meta reads private messages\"", Verdict.MOSTLY_TRUE);

        for (Debunk[] order : List.of(new Debunk[] {FALSE, confirmed}, new Debunk[] {confirmed, FALSE})) {
            assertThat(judge(POLICY, order).alert()).isNull();
            Alert alert = judge(ALERTING_ON_CONFLICT, order).alert();
            assertThat(alert.debunk().id()).isEqualTo("d1");
            assertThat(alert.otherReviews())
                    .extracting(DebunkSummary::id, review -> review.rating().verdict())
                    .containsExactly(tuple("d0", Verdict.MOSTLY_TRUE));
        }
        assertThat(outcomes(judge(POLICY, FALSE, confirmed)).getFirst()).isEqualTo(Outcome.VERDICTS_CONFLICT);
    }

    @Test
    void judge_claimThatWasFoundTrueForOtherDaysOnly_alerts() {
        Debunk trueSince = valid(
                Events.debunk("d0", "\"Meta reads private messages\"", Verdict.TRUE),
                new Validity(
                        LocalDate.ofInstant(POST.post().createdAt(), ZoneOffset.UTC)
                                .plusDays(1),
                        null));

        assertThat(outcomes(judge(POLICY, trueSince, FALSE))).contains(Outcome.ALERT);
        assertThat(outcomes(judge(POLICY, FALSE, trueSince))).contains(Outcome.ALERT);
    }

    @Test
    void judge_severalPublishersAgree_allAreShown() {
        Debunk same = Events.debunk("d9", "Meta reads private messages", Verdict.MISLEADING);

        Judgement judgement = judge(1, stance(Stance.SPREADS, 1), POST, FALSE, OTHER, same);

        assertThat(judgement.alert().otherReviews())
                .extracting(DebunkSummary::id)
                .containsExactly("d9");
    }

    @Test
    void judge_candidateThatMayAlertComesLate_isKeptAmongTheMatches() {
        Debunk unrated = Events.debunk("d0", "Meta reads messages, some say.", Verdict.UNKNOWN);

        Judgement judgement = judge(1, stance(Stance.SPREADS, 1), POST, unrated, unrated, unrated, FALSE);

        assertThat(outcomes(judgement))
                .containsExactly(Outcome.VERDICT_NOT_ALERTED, Outcome.NOT_BEST, Outcome.NOT_BEST, Outcome.ALERT);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"en, true", "none, true", "de, false"})
    void judge_languageThatTheEncodersDoNotKnow_needsMore(@Nullable String language, boolean alerts) {
        PostClaims post = new PostClaims(POST.post(), POST.claims(), language);

        Judgement judgement = judge(.9, stance(Stance.SPREADS, .8), post, FALSE);

        assertThat(judgement.alert() != null).isEqualTo(alerts);
        assertThat(judgement.matches().judgedBy().threshold()).isEqualTo(alerts ? .5 : .8);
    }

    @Test
    void policy_alertingOnTruth_isRefused() {
        assertThatThrownBy(() -> new MatchPolicy("p", "1", Set.of(Verdict.TRUE), .5, .8, .3, 4, false, 2))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Debunk valid(Debunk debunk, Validity validity) {
        return new DebunkAmendment(debunk.id(), null, null, null, validity, null, false, "jo", "-", NOW).amend(debunk);
    }

    private static Judgement judge(MatchPolicy policy, Debunk... debunks) {
        return judge(policy, 1, stance(Stance.SPREADS, 1), POST, debunks);
    }

    private static Judgement judge(double about, StanceEstimate stance, PostClaims post, Debunk... debunks) {
        return judge(POLICY, about, stance, post, debunks);
    }

    private static Judgement judge(
            MatchPolicy policy, double about, StanceEstimate stance, PostClaims post, Debunk... debunks) {
        List<RankedDebunk> ranked = Arrays.stream(debunks)
                .map(debunk -> new RankedDebunk(debunk, List.of(), 1, about, null, Map.of("bm25", 2.5)))
                .toList();
        EncodedPost encoded = new EncodedPost(post, Map.of(), Map.of(), List.of(Map.of()));
        return new PostJudge(policy, new FixedStance(stance), MODELS, "en"::equals)
                .judge(new Ranking(encoded, ranked, 42), NOW);
    }

    private static List<Outcome> outcomes(Judgement judgement) {
        return judgement.matches().matches().stream().map(Match::outcome).toList();
    }

    private static StanceEstimate stance(Stance stance, double probability) {
        return StanceEstimate.of(Map.of(stance, probability, Stance.SAME_TOPIC, 1 - probability));
    }

    private record FixedStance(StanceEstimate stance) implements StanceEstimator {

        @Override
        public String version() {
            return "stance-1";
        }

        @Override
        public StanceEstimate estimate(PostClaims post, Debunk debunk) {
            return stance;
        }
    }
}
