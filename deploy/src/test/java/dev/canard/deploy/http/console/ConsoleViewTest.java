package dev.canard.deploy.http.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.canard.deploy.http.console.AlertCase.State;
import dev.canard.deploy.http.console.AlertQuery.Filter;
import dev.canard.deploy.http.console.AlertQuery.Page;
import dev.canard.deploy.http.console.AlertQuery.Sort;
import dev.canard.deploy.moderation.CaseState;
import dev.canard.event.Alert;
import dev.canard.event.Debunk;
import dev.canard.event.Decision;
import dev.canard.event.Events;
import dev.canard.event.JudgedBy;
import dev.canard.event.Match;
import dev.canard.event.Post;
import dev.canard.event.PostMatches;
import dev.canard.event.ShadowVerdict;
import dev.canard.event.ShareCount;
import dev.canard.event.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleViewTest {

    private static final Debunk GARLIC = Events.debunk("garlic", "Garlic cures the flu", Verdict.FALSE);
    private static final Debunk BIRDS = Events.debunk("birds", "Birds are drones", Verdict.MISLEADING);

    private static final int QUOTA = 3;

    private Instant now = Events.START.plus(Duration.ofMinutes(30));
    private final ConsoleView view = new ConsoleView(QUOTA, () -> now);

    @AfterEach
    void close() {
        view.close();
    }

    @Test
    void alerts_pages_holdEachOnce_alsoWhenOthersCome() {
        // given
        for (int i = 0; i < 25; i++) {
            raise("p" + i, "Garlic cures the flu", GARLIC);
        }
        List<String> seen = new ArrayList<>();

        // when
        Page<AlertCase> page = view.alerts(AlertQuery.ALL, 10, null);
        page.items().forEach(item -> seen.add(item.id()));
        raise("late", "Garlic cures the flu", GARLIC);
        now = now.plus(Duration.ofHours(5));
        while (page.next() != null) {
            page = view.alerts(AlertQuery.ALL, 10, page.next());
            page.items().forEach(item -> seen.add(item.id()));
        }

        // then
        assertThat(seen).doesNotHaveDuplicates().hasSizeBetween(25, 26);
    }

    @Test
    void alert_erased_isGoneFromListsSearchAndNarratives() {
        // given
        Alert alert = raise("p1", "Trust me, garlic cures it", GARLIC);

        // when
        view.alert(alert.id(), null);
        view.matches("p1", null);
        now = now.plusSeconds(2);

        // then
        assertThat(view.alert(alert.id())).isEmpty();
        assertThat(posts(words("garlic cures"))).isEmpty();
        assertThat(view.narrative("garlic")).isEmpty();
    }

    @Test
    void ids_ofACluster_areThoseOfItsCopiesOnly() {
        // given
        for (String post : List.of("p1", "p2", "p3")) {
            Alert alert = Events.alert(post, "garlic");
            view.alert(alert.id(), alert.inCluster(post.equals("p3") ? null : "c1"));
        }

        // when
        List<String> ids = view.ids(AlertQuery.ALL.with(Filter.CLUSTER, "c1"));

        // then
        assertThat(ids).containsExactlyInAnyOrder(Alert.idOf("p1", "garlic"), Alert.idOf("p2", "garlic"));
    }

    @Test
    void alerts_foundByWordsAndFilters() {
        raise("p1", "Trust me, garlic cures it", GARLIC);
        raise("p2", "Wake up, birds are drones", BIRDS);

        assertThat(posts(words("GARLIC cures"))).containsExactly("p1");
        assertThat(posts(words("nothing"))).isEmpty();
        assertThat(posts(words("\"*?+("))).isEmpty();
        assertThat(posts(AlertQuery.ALL.with(Filter.VERDICT, "MISLEADING"))).containsExactly("p2");
        assertThat(posts(AlertQuery.ALL.with(Filter.STATE, "CONFIRMED"))).isEmpty();
        assertThat(posts(new AlertQuery(List.of(), 0, 1, Events.START.plusSeconds(86_400), null, null, Sort.NEWEST)))
                .isEmpty();
    }

    @Test
    void alerts_ofAClaimThatManySpread_doNotDrownTheOthers() {
        // given
        for (int i = 0; i < 10; i++) {
            raise("p" + i, "Garlic cures the flu", GARLIC);
        }
        raise("other", "Wake up, birds are drones", BIRDS);

        // when
        List<String> queue = view.alerts(AlertQuery.ALL, 50, null).items().stream()
                .map(item -> item.alert().read().post().id())
                .toList();

        // then
        assertThat(queue).hasSize(11);
        assertThat(queue.indexOf("other")).isLessThanOrEqualTo(QUOTA);
    }

    @Test
    void alerts_pagesBeyondTheQuota_goOnInTheOrderOfAll() {
        // given
        for (int i = 0; i < 10; i++) {
            raise("p" + i, "Garlic cures the flu", GARLIC);
            raise("b" + i, "Wake up, birds are drones", BIRDS);
        }
        List<String> seen = new ArrayList<>();

        // when
        String next = null;
        do {
            Page<AlertCase> page = view.alerts(AlertQuery.ALL, 4, next);
            page.items().forEach(item -> seen.add(item.id()));
            assertThat(page.total()).isEqualTo(20);
            next = page.next();
        } while (next != null);

        // then
        assertThat(seen).hasSize(20).isEqualTo(view.ids(AlertQuery.ALL));
    }

    @Test
    void copies_ofADismissedPost_areSuppressedUntilOneIsConfirmedOrItIsUndone() {
        // given
        List<Alert> copies = Stream.of("p1", "p2", "p3")
                .map(post -> Events.alert(post, "garlic").inCluster("c1"))
                .toList();
        copies.forEach(alert -> view.alert(alert.id(), alert));
        Alert stranger = Events.alert("p4", "garlic").inCluster("c2");
        view.alert(stranger.id(), stranger);
        Alert aboutAnother = Events.alert("p1", "birds").inCluster("c1");
        view.alert(aboutAnother.id(), aboutAnother);

        // when
        view.decision(decision("d1", copies.get(0), Decision.Action.DISMISS, 0));

        // then
        assertThat(states(copies)).containsExactly(State.DISMISSED, State.SUPPRESSED, State.SUPPRESSED);
        assertThat(states(List.of(stranger, aboutAnother))).containsOnly(State.OPEN);
        assertThat(view.alerts(AlertQuery.ALL.with(Filter.STATE, "SUPPRESSED"), 10, null)
                        .total())
                .isEqualTo(2);

        // when a copy comes later
        Alert late = Events.alert("p5", "garlic").inCluster("c1");
        view.alert(late.id(), late);

        // then
        assertThat(states(List.of(late))).containsExactly(State.SUPPRESSED);

        // when
        view.decision(decision("d2", copies.get(1), Decision.Action.CONFIRM, 0));

        // then
        assertThat(states(copies)).containsExactly(State.DISMISSED, State.CONFIRMED, State.OPEN);

        // when
        view.decision(decision("d3", copies.get(1), Decision.Action.UNDO, 1));
        view.decision(decision("d4", copies.get(0), Decision.Action.UNDO, 1));

        // then
        assertThat(states(copies)).containsOnly(State.OPEN);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void alerts_byStateAndAssignee_areThoseThatAreSo_whateverHappened(long seed) {
        // given
        SplittableRandom random = new SplittableRandom(seed);
        List<String> clusters = Arrays.asList(null, "c1", "c2");
        Map<String, Alert> alerts = new TreeMap<>();
        for (int i = 0; i < 12; i++) {
            Alert alert = Events.alert("p" + i, "garlic").inCluster(clusters.get(i % 3));
            alerts.put(alert.id(), alert);
            view.alert(alert.id(), alert);
        }
        List<String> ids = List.copyOf(alerts.keySet());
        Decision.Action[] actions = Decision.Action.values();

        for (int i = 0; i < 200; i++) {
            // when
            String id = ids.get(random.nextInt(ids.size()));
            Alert alert = Objects.requireNonNull(alerts.get(id));
            switch (random.nextInt(8)) {
                case 0 -> now = now.plus(Duration.ofMinutes(random.nextInt(12)));
                case 1 -> view.alert(id, null);
                case 2 -> {
                    Alert next = alert.withRevision(alert.revision() + 1)
                            .inCluster(clusters.get(random.nextInt(clusters.size())));
                    alerts.put(id, next);
                    view.alert(id, next);
                }
                default ->
                    view.decision(new Decision(
                            "d" + i,
                            id,
                            alert.revision(),
                            alert.post().id(),
                            actions[random.nextInt(actions.length)],
                            random.nextBoolean() ? "ann" : "bob",
                            null,
                            null,
                            null,
                            now.plus(Duration.ofMinutes(10)),
                            now));
            }

            // then
            for (State state : State.values()) {
                assertThat(view.ids(AlertQuery.ALL.with(Filter.STATE, state.name())))
                        .as("%s after step %d", state, i)
                        .containsExactlyInAnyOrderElementsOf(having(ids, each -> each.state() == state));
            }
            for (String moderator : List.of("ann", "bob")) {
                assertThat(view.ids(AlertQuery.ALL.with(Filter.ASSIGNEE, moderator)))
                        .as("of %s after step %d", moderator, i)
                        .containsExactlyInAnyOrderElementsOf(having(ids, each -> moderator.equals(each.claimedBy())));
            }
        }
    }

    private List<String> having(List<String> ids, Predicate<AlertCase> what) {
        return ids.stream()
                .filter(id -> view.alert(id).filter(what).isPresent())
                .toList();
    }

    @Test
    void feedback_ofDecisionsAndOfPostsBelowTheThreshold() {
        // given
        Alert confirmed = raise("p1", "Garlic cures the flu", GARLIC);
        Alert dismissed = raise("p2", "Wake up, birds are drones", BIRDS);
        raise("p3", "Wake up, birds are drones", BIRDS);
        view.decision(decision("d1", confirmed, Decision.Action.CONFIRM, 0));
        view.decision(decision("d2", dismissed, Decision.Action.DISMISS, 0));
        Match below = Events.postMatches(Events.post("p4", "Garlic?"), GARLIC, Match.Outcome.BELOW_THRESHOLD)
                .matches()
                .getFirst();
        PostMatches matches = new PostMatches(
                Events.post("p4", "Garlic?"), List.of(below), new JudgedBy(17, "linear-1", "default-1", .99));
        view.matches("p4", matches);

        // when
        Feedback feedback = view.feedback(.8, .9);

        // then
        assertThat(feedback.debunks())
                .extracting(
                        Feedback.Group::name,
                        Feedback.Group::alerts,
                        each -> each.decisions().precision())
                .containsExactly(tuple(BIRDS.claim(), 2, 0.0), tuple(GARLIC.claim(), 1, 1.0));
        assertThat(feedback.publishers()).hasSize(1).first().satisfies(group -> {
            assertThat(group.decisions().precision()).isEqualTo(.5);
            assertThat(group.decisions().low()).isBetween(.05, .15);
        });
        assertThat(feedback.thresholds()).hasSize(101);
        assertThat(feedback.thresholds().get(50).posts()).isEqualTo(4);
        assertThat(feedback.thresholds().get(100).posts()).isZero();
        assertThat(feedback.suggested()).isNull();
    }

    @Test
    void feedback_whereDismissedAlertsLieLow_suggestsWhatSparesThem_andTellsTheCost() {
        // given 50 right ones at .60 to .99 and as many wrong ones at .50 to .65
        List<Feedback.Judged> alerts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            alerts.add(new Feedback.Judged("p", "f", "c", .60 + i * .0078, CaseState.Status.CONFIRMED));
            alerts.add(new Feedback.Judged("p", "f", "c", .50 + i * .003, CaseState.Status.DISMISSED));
        }

        // when
        Feedback.Suggestion suggestion = Feedback.of(alerts, List.of(), .5, .9).suggested();

        // then
        assertThat(suggestion.threshold()).isBetween(.62, .66);
        assertThat(suggestion.decisions().low()).isGreaterThanOrEqualTo(.9);
        assertThat(suggestion.lost()).isEqualTo((int) alerts.stream()
                .filter(alert -> alert.isConfirmed() && alert.probability() < suggestion.threshold())
                .count());
        assertThat(suggestion.spared()).isGreaterThan(40);
    }

    @Test
    void shadows_countWhatPoliciesWouldAddKeepAndLose_withWhatWasDecided() {
        // given
        Alert kept = raise("p1", "Garlic cures the flu", GARLIC);
        Alert lost = raise("p2", "Garlic cures the flu", GARLIC);
        view.decision(decision("d1", kept, Decision.Action.CONFIRM, 0));
        view.decision(decision("d2", lost, Decision.Action.DISMISS, 0));
        shadow("p1", ShadowVerdict.Effect.KEPT);
        shadow("p2", ShadowVerdict.Effect.LOST);
        shadow("p3", ShadowVerdict.Effect.NEW);
        shadow("p4", ShadowVerdict.Effect.NEW);

        // when one of them is deleted
        view.matches("p4", null);

        // then
        assertThat(view.shadows()).containsExactly(new ShadowCounts.Shadow("shadow:lower@1", 1, 1, 1, 0, 1, 0, 1));
    }

    private void shadow(String post, ShadowVerdict.Effect effect) {
        view.matches(
                post,
                new PostMatches(
                        Events.post(post, "Garlic"),
                        List.of(),
                        Events.judgedBy(),
                        List.of(new ShadowVerdict("shadow:lower@1", effect, "garlic", .4))));
    }

    private List<State> states(List<Alert> alerts) {
        return alerts.stream()
                .map(alert -> view.alert(alert.id()).orElseThrow().state())
                .toList();
    }

    private static Decision decision(String id, Alert alert, Decision.Action action, int seen) {
        return new Decision(
                id,
                alert.id(),
                alert.revision(),
                alert.post().id(),
                action,
                "ann",
                null,
                null,
                seen,
                null,
                Events.START);
    }

    @Test
    void decision_readBeforeItsAlert_waitsForIt() {
        Alert alert = Events.alert(Events.post("p1", "Garlic cures the flu"), GARLIC);
        view.decision(Events.decision(alert, Decision.Action.DISMISS));

        view.alert(alert.id(), alert);

        assertThat(view.alert(alert.id())).get().extracting(AlertCase::state).isEqualTo(State.DISMISSED);
    }

    @Test
    void decisions_onAlertsThatAreKeptNoMore_areForgotten_youngOnesWait() {
        // given
        Alert gone = Events.alert("p1", "garlic");
        Alert late = Events.alert("p2", "garlic");
        view.decision(decision("d1", gone, Decision.Action.DISMISS, 0));
        now = Events.START.plus(Duration.ofHours(3));
        view.decision(new Decision("d2", late.id(), 1, "p2", Decision.Action.DISMISS, "ann", null, null, 0, null, now));

        // when
        view.forgetEarlyDecisions(Duration.ofHours(1));
        view.alert(gone.id(), gone);
        view.alert(late.id(), late);

        // then
        assertThat(states(List.of(gone, late))).containsExactly(State.OPEN, State.DISMISSED);
    }

    @Test
    void withdrawn_winsOverWhatWasDecided_andAnOlderRevisionOverNothing() {
        Alert alert = raise("p1", "Garlic cures the flu", GARLIC);
        view.decision(Events.decision(alert, Decision.Action.CONFIRM));
        view.alert(alert.id(), alert.withdrawn("retracted", alert.judgedBy(), now));

        view.alert(alert.id(), alert);

        assertThat(view.alert(alert.id())).get().extracting(AlertCase::state).isEqualTo(State.WITHDRAWN);
    }

    @Test
    void narrative_countsThoseWhoSpreadAndThoseWhoRefute() {
        raise("p1", "Garlic cures the flu", GARLIC);
        raise("p2", "Garlic cures the flu!", GARLIC);
        Post refuting = Events.post("p3", "Garlic does not cure the flu");
        view.matches("p3", Events.postMatches(refuting, GARLIC, Match.Outcome.STANCE_NOT_ALERTED));

        Narrative narrative = view.narrative("garlic").orElseThrow();

        assertThat(narrative.alerts()).isEqualTo(2);
        assertThat(narrative.open()).isEqualTo(2);
        assertThat(narrative.hours()).hasSize(48);
        assertThat(narrative.examples()).hasSize(2);
    }

    @Test
    void shares_belongToAllAlertsOfThePost_whicheverCameFirst() {
        // given
        List<String> told = new ArrayList<>();
        view.shares("p1", shares("p1", 5, 2));
        Alert garlic = raise("p1", "Garlic cures the flu", GARLIC);
        Alert birds = raise("p1", "Garlic cures the flu", BIRDS);
        Alert other = raise("p2", "Garlic cures the flu", GARLIC);
        view.listen(told::add);

        // when
        view.shares("p1", shares("p1", 6, 2));

        // then
        assertThat(told).containsExactlyInAnyOrder(garlic.id(), birds.id());
        assertThat(view.alert(garlic.id()).orElseThrow().shares())
                .isEqualTo(view.alert(birds.id()).orElseThrow().shares())
                .isEqualTo(new Shares(6, 2, Events.START))
                .extracting(Shares::total)
                .isEqualTo(8);
        assertThat(view.alert(other.id()).orElseThrow().shares()).isEqualTo(Shares.NONE);

        // when a later revision comes
        view.alert(garlic.id(), garlic.withRevision(2));

        // then
        assertThat(view.alert(garlic.id()).orElseThrow().shares().total()).isEqualTo(8);
    }

    @Test
    void shares_ofAnErasedPost_areGone() {
        // given
        Alert alert = raise("p1", "Garlic cures the flu", GARLIC);
        view.shares("p1", shares("p1", 5, 2));

        // when
        view.shares("p1", null);
        assertThat(view.alert(alert.id()).orElseThrow().shares()).isEqualTo(Shares.NONE);
        view.alert(alert.id(), null);
        raise("p1", "Garlic cures the flu", GARLIC);

        // then
        assertThat(view.alert(alert.id()).orElseThrow().shares()).isEqualTo(Shares.NONE);
    }

    @Test
    void alerts_ofAPostThatWasPassedOnMore_comeFirst() {
        // given
        raise("p1", "Garlic cures the flu", GARLIC);
        raise("p2", "Garlic cures the flu", GARLIC);
        raise("p3", "Garlic cures the flu", GARLIC);
        view.shares("p2", shares("p2", 6, 0));
        view.shares("p3", shares("p3", 0, 100));

        // then
        assertThat(posts(AlertQuery.ALL)).containsExactly("p3", "p2", "p1");
        assertThat(posts(new AlertQuery(List.of(), 0, 1, null, null, null, Sort.SHARES)))
                .containsExactly("p3", "p2", "p1");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, .1", "2, .1", "3, .2", "100, .6", "1022, .9", "1023, 1", "2147483646, 1"})
    void priority_reach_growsByDoublings(int shares, double reach) {
        assertThat(Priority.of(0, Verdict.TRUE, 0, shares, Duration.ZERO))
                .isEqualTo(new Priority(0, 0, 0, reach, 0))
                .extracting(Priority::value)
                .isEqualTo(10 * reach);
    }

    @Test
    void priority_ofWhatIsWorstInAllRespects_is100() {
        assertThat(Priority.of(1, Verdict.SCAM, 64, 5_000, Duration.ofDays(3)).value())
                .isEqualTo(100);
    }

    @Test
    void narrative_sumsHowOftenItsPostsWerePassedOn() {
        // given
        Alert withdrawn = raise("p0", "Garlic cures the flu", GARLIC);
        view.alert(withdrawn.id(), withdrawn.withdrawn("retracted", withdrawn.judgedBy(), now));
        raise("p1", "Garlic cures the flu", GARLIC);
        raise("p2", "Garlic cures the flu!", GARLIC);
        raise("p3", "Garlic cures the flu!!", GARLIC);
        raise("p4", "Wake up, birds are drones", BIRDS);
        view.shares("p0", shares("p0", 1_000, 0));
        view.shares("p1", new ShareCount("p1", 5, 2, Events.START.plusSeconds(7)));
        view.shares("p2", shares("p2", 1, 0));

        // when
        Page<Narrative> narratives = view.narratives(ConsoleView.NarrativeSort.SHARES, 10, null);

        // then
        assertThat(narratives.items())
                .extracting(each -> each.debunk().id(), Narrative::shares)
                .containsExactly(
                        tuple("garlic", new Shares(6, 2, Events.START.plusSeconds(7))), tuple("birds", Shares.NONE));
    }

    private static ShareCount shares(String post, int reposts, int quotes) {
        return new ShareCount(post, reposts, quotes, Events.START);
    }

    @Test
    void narrative_youngerThanTheLastCount_isFound() {
        raise("p1", "Garlic cures the flu", GARLIC);
        assertThat(view.narrative("garlic")).isPresent();

        raise("p2", "Wake up, birds are drones", BIRDS);

        assertThat(view.narrative("birds")).isPresent();
        assertThat(view.narrative("fish")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"4, 0, false", "5, 0, true", "12, 5, false", "13, 5, true", "100, 90, false"})
    void isAlarming_whatIsFarAboveTheUsual(int count, double usual, boolean alarming) {
        assertThat(Narrative.isAlarming(count, usual)).isEqualTo(alarming);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAA", "MSAy"})
    void cursor_thatNoPageGave_isRefused(String cursor) {
        assertThatThrownBy(() -> view.alerts(AlertQuery.ALL, 10, cursor)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"})
    void csv_formula_isText(String text) throws IOException {
        raise("p1", text, GARLIC);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        CaseExport.csv(view.alerts(AlertQuery.ALL, 10, null).items(), out);

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("'" + text);
    }

    private Alert raise(String post, String text, Debunk debunk) {
        Alert alert = Events.alert(Events.post(post, text), debunk);
        view.alert(alert.id(), alert);
        return alert;
    }

    @Test
    void csv_tellsHowOftenAPostWasPassedOn() throws IOException {
        raise("p1", "Garlic cures the flu", GARLIC);
        view.shares("p1", shares("p1", 5, 2));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        CaseExport.csv(view.alerts(AlertQuery.ALL, 10, null).items(), out);

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .satisfiesExactly(
                        names -> assertThat(names).endsWith(",reposts,quotes"),
                        row -> assertThat(row).endsWith(",5,2"));
    }

    private static AlertQuery words(String text) {
        return new AlertQuery(List.of(), 0, 1, null, null, text, Sort.PRIORITY);
    }

    private List<String> posts(AlertQuery query) {
        return view.alerts(query, 10, null).items().stream()
                .map(item -> item.alert().read().post().id())
                .toList();
    }
}
