package dev.canard.indexer.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.canard.event.Alert;
import dev.canard.event.Debunk;
import dev.canard.event.Events;
import dev.canard.event.Match;
import dev.canard.event.Match.Outcome;
import dev.canard.event.PostClaims;
import dev.canard.event.ShadowVerdict;
import dev.canard.event.Stance;
import dev.canard.event.StanceEstimate;
import dev.canard.event.Vector;
import dev.canard.event.Verdict;
import dev.canard.indexer.match.EncodedPost;
import dev.canard.indexer.match.RankedDebunk;
import dev.canard.indexer.match.Ranking;
import dev.canard.indexer.rule.RuleBook;
import dev.canard.indexer.rule.RuleMatcher;
import dev.canard.indexer.stance.StanceEstimator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CuratedJudgeTest {

    private static final Instant NOW = Events.START.plusSeconds(60);
    private static final MatchPolicy POLICY =
            new MatchPolicy("test", "7", MatchPolicy.DEFAULTS.verdicts(), .5, .8, .3, 4, false, 2);
    private static final PostClaims POST = Events.postClaims("p1", "They put a microchip into every jab, I tell you.");
    private static final Debunk CHIPS = Events.debunk("d1", "Vaccines hold microchips.", Verdict.FALSE);
    private static final Debunk OTHER = Events.debunk("d2", "Vaccines hold magnets.", Verdict.FALSE);
    private static final String ADDS = """
            - {id: chip, mode: %s, debunk: d1, query: +microchip +jab, examples: {matches: [microchip jab]}}
            """;
    private static final String ALONE = """
            - id: alone
              mode: live
              claim: {text: Jabs hold chips., verdict: scam, link: "https://facts.example/1"}
              regex: microchip
              policy: {threshold: %s}
              examples: {matches: [microchip]}
            """;

    @TempDir
    private Path directory;

    @Test
    void judge_ruleOnADebunkThatNoModelFound_alertsAndNamesTheRule() throws IOException {
        Judgement judgement = judge(ADDS.formatted("live"), spreads(.7), POST);

        Alert alert = Objects.requireNonNull(judgement.alert());
        assertThat(alert.id()).isEqualTo(Alert.idOf("p1", "d1"));
        assertThat(alert.debunk().claim()).isEqualTo(CHIPS.claim());
        assertThat(alert.about()).isEqualTo(1);
        assertThat(alert.probability()).isEqualTo(.7);
        assertThat(alert.judgedBy().policy()).matches("rule:chip@[0-9a-f]{8}");
        assertThat(alert.judgedBy().indexOffset()).isEqualTo(42);
        assertThat(alert.evidence()).containsEntry("rule:chip", 1.0);
        assertThat(alert.explanation().rule()).satisfies(rule -> {
            assertThat(rule.id()).isEqualTo("chip");
            assertThat(alert.judgedBy().policy()).endsWith("@" + rule.version());
            assertThat(rule.words())
                    .extracting(span -> span.of(alert.post().text()))
                    .containsExactly("microchip", "jab");
        });
        assertThat(outcomes(judgement)).containsExactly(Outcome.ALERT);
    }

    @ParameterizedTest
    @EnumSource(value = Stance.class, names = "SPREADS", mode = EnumSource.Mode.EXCLUDE)
    void judge_postThatMeetsARuleButDoesNotSpread_neverAlerts(Stance stance) throws IOException {
        String lowest = ALONE.formatted(".01") + ADDS.formatted("live");

        Judgement judgement =
                judge(lowest, StanceEstimate.of(Map.of(Stance.SPREADS, .45, stance, .55)), POST, about(CHIPS, .9));

        assertThat(judgement.alert()).isNull();
        assertThat(outcomes(judgement)).containsOnly(Outcome.STANCE_NOT_ALERTED);
    }

    @Test
    void judge_ruleInShadow_changesNothingButIsSeen() throws IOException {
        Judgement judgement = judge(ADDS.formatted("shadow"), spreads(.7), POST, about(OTHER, .9));

        assertThat(Objects.requireNonNull(judgement.alert()).debunk().id()).isEqualTo("d2");
        assertThat(judgement.matches().matches())
                .extracting(match -> match.debunk().id(), Match::outcome, Match::rank)
                .containsExactly(tuple("d2", Outcome.ALERT, 1), tuple("d1", Outcome.SHADOW, 2));
        Match shadow = judgement.matches().matches().getLast();
        assertThat(shadow.explanation().rule().shadow()).isTrue();
        assertThat(judgement.matches().matches().getFirst().explanation().rule())
                .isNull();
    }

    @Test
    void judge_ruleInShadowOnTheDebunkThatAlerts_leavesTheAlertToTheModels() throws IOException {
        Judgement judgement = judge(ADDS.formatted("shadow"), spreads(.9), POST, about(CHIPS, .8));

        assertThat(Objects.requireNonNull(judgement.alert()).judgedBy().policy())
                .isEqualTo("test@7");
        assertThat(outcomes(judgement)).containsExactly(Outcome.ALERT, Outcome.SHADOW);
    }

    @Test
    void judge_liveRule_goesBeforeAnotherDebunkOfTheModels() throws IOException {
        Judgement judgement = judge(ADDS.formatted("live"), spreads(.7), POST, about(OTHER, .9), about(CHIPS, .1));

        assertThat(Objects.requireNonNull(judgement.alert()).debunk().id()).isEqualTo("d1");
        assertThat(judgement.matches().matches())
                .extracting(match -> match.debunk().id(), Match::outcome, Match::rank)
                .containsExactly(tuple("d1", Outcome.ALERT, 1), tuple("d2", Outcome.NOT_BEST, 2));
        assertThat(judgement.matches().judgedBy().policy()).isEqualTo("test@7");
    }

    @Test
    void judge_liveRuleThatDoesNotAlert_leavesTheAlertToTheModels() throws IOException {
        String strict = ADDS.formatted("live").replace("examples", "policy: {threshold: .99}, examples");

        Judgement judgement = judge(strict, spreads(.7), POST, about(CHIPS, .9));

        assertThat(Objects.requireNonNull(judgement.alert()).probability()).isEqualTo(.9 * .7);
        assertThat(outcomes(judgement)).containsExactly(Outcome.ALERT, Outcome.BELOW_THRESHOLD);
    }

    @Test
    void judge_twoLiveRules_theFirstInTheFileAlerts() throws IOException {
        Judgement judgement = judge(ALONE.formatted(".5") + ADDS.formatted("live"), spreads(.7), POST);

        assertThat(Objects.requireNonNull(judgement.alert()).debunk().id()).isEqualTo("rule:alone");
        assertThat(outcomes(judgement)).containsExactly(Outcome.ALERT, Outcome.NOT_BEST);
    }

    @Test
    void judge_ruleAlone_alertsWithItsOwnClaim() throws IOException {
        Judgement judgement = judge(ALONE.formatted(".6"), spreads(.7), POST);

        Alert alert = Objects.requireNonNull(judgement.alert());
        assertThat(alert.id()).isEqualTo(Alert.idOf("p1", "rule:alone"));
        assertThat(alert.debunk().claim()).isEqualTo("Jabs hold chips.");
        assertThat(alert.debunk().rating().verdict()).isEqualTo(Verdict.SCAM);
        assertThat(alert.debunk().url()).isEqualTo("https://facts.example/1");
        assertThat(alert.judgedBy().threshold()).isEqualTo(.6);
    }

    @ParameterizedTest
    @CsvSource({"en, [], true", "de, [], false", "de, '[de]', true", "fr, '[de]', false"})
    void judge_languageThatTheEncodersDoNotKnow_needsMoreUnlessTheRuleNamesIt(
            String language, String languages, boolean alerts) throws IOException {
        String rule =
                ADDS.formatted("live").replace("examples", "policy: {languages: %s}, examples".formatted(languages));

        Judgement judgement = judge(rule, spreads(.7), new PostClaims(POST.post(), POST.claims(), language));

        assertThat(judgement.alert() != null).isEqualTo(alerts);
    }

    @Test
    void judge_fewWords_needsARuleThatAllowsThem() throws IOException {
        PostClaims brief = Events.postClaims("p1", "Microchip jab!");
        String rule = ADDS.formatted("live");

        assertThat(judge(rule, spreads(.9), brief).alert()).isNull();
        assertThat(judge(rule.replace("examples", "policy: {minimum-words: 2}, examples"), spreads(.9), brief)
                        .alert())
                .isNotNull();
    }

    @Test
    void judge_debunkThatHoldsTheClaimForTrue_doesNotAlertByARule() throws IOException {
        Debunk confirmed = Events.debunk("d1", "Vaccines hold microchips.", Verdict.TRUE);

        Judgement judgement = judge(ADDS.formatted("live"), spreads(.9), POST, about(confirmed, .9));

        assertThat(judgement.alert()).isNull();
        assertThat(outcomes(judgement)).containsOnly(Outcome.VERDICT_NOT_ALERTED);
    }

    @Test
    void judge_somebodyElseFoundTheClaimOfARuleToBeTrue_doesNotAlertByTheRuleEither() throws IOException {
        Debunk confirmed = Events.debunk("d2", "\"Vaccines hold microchips\"", Verdict.TRUE);

        Judgement judgement = judge(ADDS.formatted("live"), spreads(.9), POST, about(confirmed, .9));

        assertThat(judgement.alert()).isNull();
        assertThat(outcomes(judgement)).contains(Outcome.VERDICTS_CONFLICT);
    }

    @Test
    void judge_debunkIsTheTwinOfACandidate_alertsUnderThatOne() throws IOException {
        RankedDebunk twin = new RankedDebunk(OTHER, List.of("d1"), 1, .9, null, Map.of("bm25", 2.5));

        Judgement judgement = judge(ADDS.formatted("live"), spreads(.9), POST, twin);

        assertThat(Objects.requireNonNull(judgement.alert()).id()).isEqualTo(Alert.idOf("p1", "d2"));
        assertThat(outcomes(judgement)).containsExactly(Outcome.ALERT);
    }

    @Test
    void judge_ruleOnADebunkThatIsNotIndexed_awaitsIt() throws IOException {
        Judgement judgement = judge(ADDS.formatted("live").replace("d1", "d9"), spreads(.9), POST, about(OTHER, .9));

        assertThat(judgement.awaited()).containsExactly("d9");
        assertThat(Objects.requireNonNull(judgement.alert()).debunk().id()).isEqualTo("d2");
    }

    @Test
    void judge_postThatMeetsNoRule_isJudgedAsWithoutRules() throws IOException {
        PostClaims post = Events.postClaims("p1", "They put magnets into every jab, I tell you.");

        Judgement with = judge(ADDS.formatted("live"), spreads(.9), post, about(OTHER, .9));

        assertThat(with).isEqualTo(judge("[]", spreads(.9), post, about(OTHER, .9)));
        assertThat(with.alert()).isNotNull();
    }

    @Test
    void judge_policiesInShadow_areWrittenDownAndAlertNobody() throws IOException {
        // when two pairs pass .5, one of them .9, and neither of them .95
        List<ShadowVerdict> sure =
                judgeInShadow("[]", spreads(.99), .95).matches().shadows();
        Judgement unsure = judgeInShadow("[]", spreads(.7), .95);
        Judgement low = judgeInShadow("[]", spreads(.5), .95);
        Judgement byRule = judgeInShadow(ADDS.formatted("live"), spreads(.7), .2);

        // then
        assertThat(effects(sure)).containsExactly("shadow:strict@1 KEPT d1", "shadow:lax@1 KEPT d1");
        assertThat(effects(unsure.matches().shadows()))
                .containsExactly("shadow:strict@1 LOST d1", "shadow:lax@1 KEPT d1");
        assertThat(unsure.alert()).isNotNull();
        assertThat(effects(low.matches().shadows())).containsExactly("shadow:lax@1 NEW d1");
        assertThat(low.alert()).isNull();
        assertThat(effects(byRule.matches().shadows()))
                .containsExactly("shadow:strict@1 KEPT d1", "shadow:lax@1 KEPT d1");
    }

    private static List<String> effects(List<ShadowVerdict> verdicts) {
        return verdicts.stream()
                .map(verdict -> "%s %s %s".formatted(verdict.policy(), verdict.effect(), verdict.debunkId()))
                .toList();
    }

    private Judgement judgeInShadow(String rules, StanceEstimate stance, double about) throws IOException {
        return judge(
                rules,
                stance,
                POST,
                ShadowPolicies.of(
                        List.of(policy("strict", .9), policy("lax", .2)),
                        new FixedStance(stance),
                        PostJudgeTest.MODELS,
                        "en"::equals),
                about(CHIPS, about));
    }

    private static MatchPolicy policy(String name, double threshold) {
        return new MatchPolicy(name, "1", MatchPolicy.DEFAULTS.verdicts(), threshold, .9, .3, 4, false, 2);
    }

    private Judgement judge(String rules, StanceEstimate stance, PostClaims post, RankedDebunk... ranked)
            throws IOException {
        return judge(rules, stance, post, ShadowPolicies.NONE, ranked);
    }

    private Judgement judge(
            String rules, StanceEstimate stance, PostClaims post, ShadowPolicies shadows, RankedDebunk... ranked)
            throws IOException {
        Path file = Files.writeString(directory.resolve("rules.yaml"), rules);
        EncodedPost encoded = new EncodedPost(post, Map.of(), Map.of(), List.of(Map.of()));
        return new CuratedJudge(
                        POLICY,
                        new FixedStance(stance),
                        PostJudgeTest.MODELS,
                        "en"::equals,
                        new RuleMatcher(RuleBook.load(file)),
                        shadows,
                        _ -> List.<Vector>of())
                .judge(
                        new Ranking(encoded, Arrays.asList(ranked), 42),
                        id -> Optional.of(CHIPS).filter(debunk -> debunk.id().equals(id)),
                        NOW);
    }

    private static RankedDebunk about(Debunk debunk, double about) {
        return new RankedDebunk(debunk, List.of(), 1, about, null, Map.of("bm25", 2.5));
    }

    private static List<Outcome> outcomes(Judgement judgement) {
        return judgement.matches().matches().stream().map(Match::outcome).toList();
    }

    private static StanceEstimate spreads(double probability) {
        return StanceEstimate.of(Map.of(Stance.SPREADS, probability, Stance.SAME_TOPIC, 1 - probability));
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
