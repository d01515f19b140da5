package dev.canard.deploy.http.console;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Interner;
import dev.canard.deploy.http.console.AlertQuery.Page;
import dev.canard.deploy.moderation.CaseState;
import dev.canard.event.Alert;
import dev.canard.event.Debunk;
import dev.canard.event.DebunkSummary;
import dev.canard.event.Decision;
import dev.canard.event.Match;
import dev.canard.event.PostMatches;
import dev.canard.event.ShareCount;
import dev.canard.event.Stance;
import dev.canard.indexer.lucene.TextIndex;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Alerts, decisions, narratives and debunks as the topics tell them. Whoever reads the topics tells it of each record, those of one topic in
 * order; how topics interleave does not matter. Thread-safe.
 *
 * <p>Who changes something waits for others who do; who asks waits for no more than it takes to find rows. To put 100,000 alerts in order
 * takes longer than a decision may wait, and a list needs not be of one moment: each alert in it is as it was when its turn came.
 */
final class ConsoleView implements AutoCloseable {

    /** States of alerts on which nobody has decided. */
    private static final Set<AlertCase.State> TO_DO = Set.of(AlertCase.State.OPEN, AlertCase.State.CLAIMED);

    private static final int PAGED_AT_ONCE = 256;

    /** How long narratives are not counted anew. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final int narrativeQuota;
    private final InstantSource clock;

    /** Held by who changes something. */
    private final Object changing = new Object();

    private final AlertRows alerts = new AlertRows();

    /** Decisions on alerts that did not come yet: the topics are read side by side. Guarded by {@link #changing}. */
    private final Map<String, List<Decision>> early = new HashMap<>();

    /** Many alerts have the same debunk. */
    private final Interner<DebunkSummary> sameDebunks = Interner.newWeakInterner();

    /** Kept as long as there is such an alert. */
    private final Cache<CopiesOf, Copies> copies =
            Caffeine.newBuilder().weakValues().executor(Runnable::run).build();

    /** Posts that have an alert or were passed on, by id: the topics are read side by side. */
    private final Map<String, SharedPost> shared = new ConcurrentHashMap<>();

    /** Probabilities of the posts that would alert if the threshold were lower, by post. */
    private final Map<String, Double> below = new ConcurrentHashMap<>();

    private final ShadowCounts shadows = new ShadowCounts();

    private final Refutations refutations = new Refutations();
    private final Map<String, DebunkSummary> debunks = new ConcurrentHashMap<>();
    private final TextIndex alertTexts = new TextIndex();
    private final TextIndex debunkTexts = new TextIndex();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    /** What first pages were ordered by, so that their next pages are: a post that comes in between moves all of its narrative. */
    private final Map<Instant, Map<String, Integer>> frozen = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Instant, Map<String, Integer>> eldest) {
            return size() > PAGED_AT_ONCE;
        }
    });

    private final Recent<List<Narrative>> narratives;

    /** Posts of the last hour by the debunk whose claim they spread. */
    private final Recent<Map<String, Integer>> perHour;

    private record CopiesOf(String cluster, String debunkId) {}

    /** @param narrativeQuota of how many alerts of a narrative the others do not have to wait, at least 1 */
    ConsoleView(int narrativeQuota, InstantSource clock) {
        this.narrativeQuota = narrativeQuota;
        this.clock = clock;
        narratives = new Recent<>(this::countNarratives, FRESH, clock);
        perHour = new Recent<>(this::countPerHour, FRESH, clock);
    }

    /** Tells of each alert that changes, by its id, in the thread that changes it. */
    void listen(Consumer<String> listener) {
        listeners.add(listener);
    }

    void forget(Consumer<String> listener) {
        listeners.remove(listener);
    }

    /** An alert came; a null one is gone. */
    void alert(String id, @Nullable Alert alert) {
        synchronized (changing) {
            AlertRow before = alerts.get(id);
            if (before != null && alert != null && before.revision() > alert.revision()) {
                return;
            }
            if (alert != null) {
                put(alert, before);
            } else if (before != null) {
                alerts.remove(before);
                alertTexts.remove(id);
                before.shared().remove(id);
                forgetUnlessUsed(before.postId(), before.shared());
                countCopy(before, before.decided().status(), null);
            }
        }
        listeners.forEach(listener -> listener.accept(id));
    }

    private void put(Alert alert, @Nullable AlertRow before) {
        AlertRow row = AlertRow.of(
                alert,
                alertTexts.put(
                        alert.id(), alert.post().text() + "\n" + alert.debunk().claim()),
                sameDebunks.intern(alert.debunk()),
                // Of a post without copies nobody asks.
                alert.cluster() == null
                        ? new Copies()
                        : copies.get(
                                new CopiesOf(alert.cluster(), alert.debunk().id()), _ -> new Copies()),
                shared(alert.post().id()),
                before);
        row.shared().add(row.id());
        List<Decision> waiting = early.remove(alert.id());
        if (waiting != null) {
            waiting.forEach(row.decided()::apply);
        }
        alerts.put(row);
        if (before != null) {
            countCopy(before, before.decided().status(), null);
        }
        countCopy(row, null, row.decided().status());
    }

    private SharedPost shared(String postId) {
        return shared.computeIfAbsent(postId, _ -> new SharedPost());
    }

    private void forgetUnlessUsed(String postId, SharedPost post) {
        if (post.alerts().isEmpty() && post.shares().equals(Shares.NONE)) {
            shared.remove(postId);
        }
    }

    /** How often a post was passed on came; null for one that is to be forgotten. */
    void shares(String postId, @Nullable ShareCount count) {
        List<String> changed;
        synchronized (changing) {
            SharedPost post = shared(postId);
            post.shares(Shares.of(count));
            forgetUnlessUsed(postId, post);
            changed = post.alerts();
        }
        changed.forEach(id -> listeners.forEach(listener -> listener.accept(id)));
    }

    /** Counts anew what was decided of one of some copies, which may be a decision on the others. */
    private void countCopy(AlertRow row, CaseState.@Nullable Status before, CaseState.@Nullable Status after) {
        boolean dismissed = row.copies().areDismissed();
        row.copies().change(before, after);
        if (row.cluster() != null && dismissed != row.copies().areDismissed()) {
            AlertQuery ofThese = AlertQuery.ALL
                    .with(AlertQuery.Filter.CLUSTER, row.cluster())
                    .with(AlertQuery.Filter.DEBUNK, row.debunk().id());
            alerts.wanted(ofThese, clock.instant(), null).of(row.debunk().id()).forEach(alerts::changed);
        }
    }

    /** A decision came. */
    void decision(Decision decision) {
        synchronized (changing) {
            AlertRow row = alerts.get(decision.alertId());
            if (row == null) {
                early.computeIfAbsent(decision.alertId(), _ -> new ArrayList<>())
                        .add(decision);
            } else {
                CaseState.Status before = row.decided().status();
                row.decided().apply(decision);
                countCopy(row, before, row.decided().status());
                alerts.changed(row);
            }
        }
        listeners.forEach(listener -> listener.accept(decision.alertId()));
    }

    /** Forgets decisions of some age whose alerts have not come: decisions are kept for ever, alerts are not. */
    void forgetEarlyDecisions(Duration age) {
        Instant since = clock.instant().minus(age);
        synchronized (changing) {
            early.values()
                    .removeIf(decisions -> decisions.stream()
                            .allMatch(decision -> decision.decidedAt().isBefore(since)));
        }
    }

    /**
     * The matches of a post came; null for one that was deleted.
     *
     * @return whether anything is kept of it
     */
    boolean matches(String postId, @Nullable PostMatches matches) {
        boolean refutes = refutations.put(postId, matches);
        Double probability = matches == null ? null : belowThreshold(matches);
        if (probability == null) {
            below.remove(postId);
        } else {
            below.put(postId, probability);
        }
        boolean differs = shadows.put(postId, matches == null ? null : matches.shadows());
        return refutes || probability != null || differs;
    }

    /** The probability of a post that lacks nothing but that to alert; null for others. */
    private static @Nullable Double belowThreshold(PostMatches matches) {
        return matches.matches().stream()
                .filter(match -> match.outcome() == Match.Outcome.BELOW_THRESHOLD
                        && match.about() != null
                        && match.stance() != null)
                .map(match -> match.about() * match.stance().of(Stance.SPREADS))
                // Posts of too few words are above.
                .filter(probability -> probability < matches.judgedBy().threshold())
                .findFirst()
                .orElse(null);
    }

    /** A debunk came; a null one is gone. */
    void debunk(String id, @Nullable Debunk debunk) {
        if (debunk == null) {
            debunks.remove(id);
            debunkTexts.remove(id);
        } else {
            debunks.put(id, DebunkSummary.of(debunk));
            debunkTexts.put(
                    id,
                    debunk.claim() + "\n" + Objects.requireNonNullElse(debunk.title(), "") + "\n"
                            + Objects.requireNonNullElse(debunk.publisher(), ""));
        }
    }

    /** One alert. */
    Optional<AlertCase> alert(String id) {
        return Optional.ofNullable(alerts.get(id)).map(row -> caseOf(row, clock.instant()));
    }

    /** What moderators did with an alert, oldest first; empty for one that there is not. */
    List<CaseState.Entry> history(String alertId) {
        AlertRow row = alerts.get(alertId);
        return row == null ? List.of() : row.decided().history();
    }

    /** What became of a decision; empty if it did not come yet. */
    Optional<CaseState.Entry> outcome(Decision decision) {
        return Optional.ofNullable(alerts.get(decision.alertId()))
                .map(row -> row.decided().entry(decision.id()));
    }

    /**
     * A page of alerts.
     *
     * @param limit how many at most
     * @param cursor what the page before gave; null for the first
     * @throws IllegalArgumentException if the cursor is none
     */
    Page<AlertCase> alerts(AlertQuery query, int limit, @Nullable String cursor) {
        Cursor after = cursor == null ? null : Cursor.of(cursor);
        // All pages see the same ages, or else their order would change in between.
        Instant now = after == null ? clock.instant().truncatedTo(ChronoUnit.MILLIS) : after.asOf();
        return wanted(query, now, frozen.computeIfAbsent(now, _ -> perHour.get()))
                .page(limit, after, row -> caseOf(row, clock.instant()));
    }

    /** Ids of all alerts that are wanted, in the order that is. */
    List<String> ids(AlertQuery query) {
        return wanted(query, clock.instant(), perHour.get()).ids();
    }

    /**
     * What a decision must name.
     *
     * @param revision of the alert
     * @param held how many decisions hold
     */
    record Target(String postId, int revision, int held) {}

    /** What a decision on an alert must name; empty if there is no such alert. */
    Optional<Target> target(String alertId) {
        return Optional.ofNullable(alerts.get(alertId))
                .map(row ->
                        new Target(row.postId(), row.revision(), row.decided().held()));
    }

    private WantedAlerts wanted(AlertQuery query, Instant now, Map<String, Integer> speeds) {
        BitSet found = query.text() == null || query.text().isBlank() ? null : alertTexts.all(query.text());
        AlertRows.Found rows = alerts.wanted(query, clock.instant(), found);
        WantedAlerts wanted = new WantedAlerts(query.sort(), narrativeQuota, now, rows.rows());
        rows.byDebunk().forEach((id, numbers) -> wanted.add(speeds.getOrDefault(id, 0), numbers));
        return wanted;
    }

    private Map<String, Integer> countPerHour() {
        return alerts.spreadingSince(clock.instant().minus(1, ChronoUnit.HOURS));
    }

    private AlertCase caseOf(AlertRow row, Instant now) {
        return AlertCase.of(
                row.id(),
                row.alert(),
                row.state(now),
                row.decided(),
                row.priority(perHour.get().getOrDefault(row.debunk().id(), 0), now),
                row.shares(),
                row.raisedAt(),
                row.changedAt(),
                now);
    }

    /** How narratives can be ordered. */
    enum NarrativeSort {
        VELOCITY,
        SIZE,
        SHARES,
        NEWEST
    }

    /** A page of narratives; limit and cursor as in {@link #alerts}. */
    Page<Narrative> narratives(NarrativeSort sort, int limit, @Nullable String cursor) {
        Cursor after = cursor == null ? null : Cursor.of(cursor);
        Instant now = clock.instant();
        List<Cursor.Keyed<Narrative>> all = new ArrayList<>();
        narratives
                .get()
                .forEach(narrative -> all.add(new Cursor.Keyed<>(
                        switch (sort) {
                            case VELOCITY -> -(narrative.perHour() - narrative.usualPerHour());
                            case SIZE -> -narrative.alerts();
                            case SHARES -> -narrative.shares().total();
                            case NEWEST -> -narrative.lastSeen().toEpochMilli();
                        },
                        narrative.debunk().id(),
                        narrative)));
        int total = all.size();
        all.removeIf(each -> after != null && !after.isBefore(each));
        return Cursor.page(all, total, limit, now, narrative -> narrative);
    }

    /** The narrative of a debunk; empty if nothing spreads it. */
    Optional<Narrative> narrative(String debunkId) {
        Instant now = clock.instant();
        List<AlertRow> rows = alerts.wanted(AlertQuery.ALL.with(AlertQuery.Filter.DEBUNK, debunkId), now, null)
                .of(debunkId);
        return narrative(debunkId, rows, now);
    }

    private List<Narrative> countNarratives() {
        Instant now = clock.instant();
        AlertRows.Found found = alerts.wanted(AlertQuery.ALL, now, null);
        return found.byDebunk().keySet().stream()
                .flatMap(debunkId -> narrative(debunkId, found.of(debunkId), now).stream())
                .toList();
    }

    private Optional<Narrative> narrative(String debunkId, List<AlertRow> rows, Instant now) {
        List<AlertRow> open =
                rows.stream().filter(row -> row.status() == Alert.Status.OPEN).toList();
        return open.isEmpty()
                ? Optional.empty()
                : Optional.of(NarrativeCounter.count(open, toDo(open, now), refutations.of(debunkId), now));
    }

    /** On how many nobody has decided. */
    private static int toDo(List<AlertRow> rows, Instant now) {
        return (int) rows.stream().filter(row -> TO_DO.contains(row.state(now))).count();
    }

    /**
     * What decisions say of the alerts.
     *
     * @param threshold that of the policy now
     * @param wanted what the lower end of the precision's interval shall be at least, 0 to 1
     */
    Feedback feedback(double threshold, double wanted) {
        return Feedback.of(judged(), List.copyOf(below.values()), threshold, wanted);
    }

    private List<Feedback.Judged> judged() {
        return alerts.all().stream()
                .filter(row -> row.status() == Alert.Status.OPEN)
                .map(row -> new Feedback.Judged(
                        row.policy(),
                        Objects.requireNonNullElse(row.debunk().publisher(), "unknown"),
                        row.debunk().claim(),
                        row.probability(),
                        row.decided().status()))
                .toList();
    }

    /** What policies in shadow would do, by their names. */
    List<ShadowCounts.Shadow> shadows() {
        return shadows.count(alertId -> {
            AlertRow row = alerts.get(alertId);
            return row == null ? CaseState.Status.OPEN : row.decided().status();
        });
    }

    /** Debunks whose claim, headline or publisher holds all words, the best first; all for none. */
    List<DebunkSummary> debunks(String words, int most) {
        List<String> found = words.isBlank()
                ? debunks.keySet().stream().sorted().limit(most).toList()
                : debunkTexts.search(words, most);
        return found.stream().map(debunks::get).filter(Objects::nonNull).toList();
    }

    @Override
    public void close() {
        alertTexts.close();
        debunkTexts.close();
    }
}
