package dev.canard.deploy.http.console;

import dev.canard.deploy.http.console.AlertQuery.Page;
import dev.canard.deploy.moderation.CaseState;
import dev.canard.event.Alert;
import dev.canard.event.Debunk;
import dev.canard.event.DebunkSummary;
import dev.canard.event.Decision;
import dev.canard.event.Match;
import dev.canard.event.PostMatches;
import dev.canard.event.Stance;
import dev.canard.indexer.lucene.TextIndex;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Alerts, decisions, narratives and debunks as the topics tell them. Whoever reads the topics tells it of each record, those of one topic in
 * order; how topics interleave does not matter. Thread-safe.
 */
final class ConsoleView implements AutoCloseable {

    /** As probable it must be that a refuting post is about the claim to count. */
    private static final double ABOUT = .5;

    /** States of alerts on which nobody has decided. */
    private static final Set<AlertCase.State> TO_DO = Set.of(AlertCase.State.OPEN, AlertCase.State.CLAIMED);

    private static final Comparator<Cursor.Keyed<AlertRow>> OLDEST_FIRST = Comparator.comparing(
                    (Cursor.Keyed<AlertRow> each) -> each.item().raisedAt())
            .thenComparing(Cursor.Keyed::id);

    /** Above all priorities. */
    private static final double BEHIND_ALL = 1_000;

    private static final int PAGED_AT_ONCE = 256;

    /** How long narratives are not counted anew. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final int narrativeQuota;
    private final InstantSource clock;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<String, AlertRow> alerts = new HashMap<>();

    /** Decisions on alerts that did not come yet: the topics are read side by side. */
    private final Map<String, List<Decision>> early = new HashMap<>();

    private final CopyDecisions copies = new CopyDecisions();

    /** Probabilities of the posts that would alert if the threshold were lower, by post. */
    private final Map<String, Double> below = new HashMap<>();

    private final ShadowCounts shadows = new ShadowCounts();

    private final Map<String, Refutation> refutations = new HashMap<>();
    private final Map<String, DebunkSummary> debunks = new HashMap<>();
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

    private volatile Narratives narratives = new Narratives(Instant.EPOCH, Map.of());

    private record Refutation(String debunkId, Instant arrivedAt) {}

    private record Narratives(Instant at, Map<String, Narrative> byDebunk) {}

    /** @param narrativeQuota of how many alerts of a narrative the others do not have to wait, at least 1 */
    ConsoleView(int narrativeQuota, InstantSource clock) {
        this.narrativeQuota = narrativeQuota;
        this.clock = clock;
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
        writing(() -> {
            AlertRow before = alerts.get(id);
            if (before != null && alert != null && before.revision() > alert.revision()) {
                return;
            }
            if (before != null) {
                copies.remove(before);
            }
            if (alert == null) {
                alerts.remove(id);
                alertTexts.remove(id);
                return;
            }
            AlertRow row = AlertRow.of(alert, before);
            alerts.put(id, row);
            alertTexts.put(id, alert.post().text() + "\n" + alert.debunk().claim());
            List<Decision> waiting = early.remove(id);
            if (waiting != null) {
                waiting.forEach(row.decided()::apply);
            }
            copies.add(row);
        });
        listeners.forEach(listener -> listener.accept(id));
    }

    /** A decision came. */
    void decision(Decision decision) {
        writing(() -> {
            AlertRow row = alerts.get(decision.alertId());
            if (row == null) {
                early.computeIfAbsent(decision.alertId(), _ -> new ArrayList<>())
                        .add(decision);
            } else {
                copies.remove(row);
                row.decided().apply(decision);
                copies.add(row);
            }
        });
        listeners.forEach(listener -> listener.accept(decision.alertId()));
    }

    /** Forgets decisions of some age whose alerts have not come: decisions are kept for ever, alerts are not. */
    void forgetEarlyDecisions(Duration age) {
        Instant since = clock.instant().minus(age);
        writing(() -> early.values()
                .removeIf(decisions -> decisions.stream()
                        .allMatch(decision -> decision.decidedAt().isBefore(since))));
    }

    /** The matches of a post came; null for one that was deleted. */
    void matches(String postId, @Nullable PostMatches matches) {
        Refutation refutation = matches == null
                ? null
                : matches.matches().stream()
                        .filter(ConsoleView::refutes)
                        .findFirst()
                        .map(match -> new Refutation(
                                match.debunk().id(), matches.post().arrivedAt()))
                        .orElse(null);
        Double probability = matches == null ? null : belowThreshold(matches);
        writing(() -> {
            if (refutation == null) {
                refutations.remove(postId);
            } else {
                refutations.put(postId, refutation);
            }
            shadows.put(postId, matches == null ? null : matches.shadows());
            if (probability == null) {
                below.remove(postId);
            } else {
                below.put(postId, probability);
            }
        });
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

    private static boolean refutes(Match match) {
        return match.stance() != null
                && match.stance().likeliest() == Stance.REFUTES
                && match.about() != null
                && match.about() >= ABOUT;
    }

    /** A debunk came; a null one is gone. */
    void debunk(String id, @Nullable Debunk debunk) {
        writing(() -> {
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
        });
    }

    /** One alert. */
    Optional<AlertCase> alert(String id) {
        return reading(() -> Optional.ofNullable(alerts.get(id)).map(row -> caseOf(row, clock.instant())));
    }

    /** What moderators did with an alert, oldest first; empty for one that there is not. */
    List<CaseState.Entry> history(String alertId) {
        return reading(() -> {
            AlertRow row = alerts.get(alertId);
            return row == null ? List.of() : row.decided().history();
        });
    }

    /** What became of a decision; empty if it did not come yet. */
    Optional<CaseState.Entry> outcome(Decision decision) {
        return reading(() -> Optional.ofNullable(alerts.get(decision.alertId()))
                .map(row -> row.decided().entry(decision.id())));
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
        return reading(() -> {
            List<Cursor.Keyed<AlertRow>> wanted = wanted(query, now, frozen.computeIfAbsent(now, _ -> perHour()));
            wanted.sort(Comparator.naturalOrder());
            return Cursor.page(wanted, limit, after, now, row -> caseOf(row, clock.instant()));
        });
    }

    /** Ids of all alerts that are wanted, in the order that is. */
    List<String> ids(AlertQuery query) {
        return reading(() -> wanted(query, clock.instant(), perHour()).stream()
                .sorted()
                .map(Cursor.Keyed::id)
                .toList());
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
        return reading(() -> Optional.ofNullable(alerts.get(alertId))
                .map(row ->
                        new Target(row.postId(), row.revision(), row.decided().held())));
    }

    private List<Cursor.Keyed<AlertRow>> wanted(AlertQuery query, Instant now, Map<String, Integer> perHour) {
        Set<String> found = query.text() == null || query.text().isBlank()
                ? null
                : new HashSet<>(alertTexts.search(query.text(), Math.max(1, alerts.size())));
        List<Cursor.Keyed<AlertRow>> wanted = new ArrayList<>();
        for (AlertRow row : alerts.values()) {
            if (row.isWanted(query, state(row, now), now) && (found == null || found.contains(row.id()))) {
                wanted.add(new Cursor.Keyed<>(
                        key(row, query.sort(), perHour.getOrDefault(row.debunk().id(), 0), now), row.id(), row));
            }
        }
        return query.sort() == AlertQuery.Sort.PRIORITY ? withinQuota(wanted) : wanted;
    }

    /**
     * The same, where of each narrative only the oldest few keep their place and all others come after everybody's. By age, since an alert that
     * comes later must not move those that were shown already.
     */
    private List<Cursor.Keyed<AlertRow>> withinQuota(List<Cursor.Keyed<AlertRow>> wanted) {
        Map<String, List<Cursor.Keyed<AlertRow>>> narratives = wanted.stream()
                .collect(Collectors.groupingBy(each -> each.item().debunk().id()));
        if (narratives.size() == 1 || narratives.values().stream().allMatch(each -> each.size() <= narrativeQuota)) {
            return wanted;
        }
        List<Cursor.Keyed<AlertRow>> placed = new ArrayList<>();
        for (List<Cursor.Keyed<AlertRow>> narrative : narratives.values()) {
            if (narrative.size() > narrativeQuota) {
                narrative.sort(OLDEST_FIRST);
            }
            narrative.stream().limit(narrativeQuota).forEach(placed::add);
            narrative.stream()
                    .skip(narrativeQuota)
                    .forEach(each -> placed.add(new Cursor.Keyed<>(each.key() + BEHIND_ALL, each.id(), each.item())));
        }
        return placed;
    }

    private static double key(AlertRow row, AlertQuery.Sort sort, int perHour, Instant now) {
        return switch (sort) {
            case PRIORITY -> -row.priority(perHour, now).value();
            case VELOCITY -> -perHour;
            case NEWEST -> -row.raisedAt().toEpochMilli();
            case OLDEST -> row.raisedAt().toEpochMilli();
        };
    }

    private Map<String, Integer> perHour() {
        return counted().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, each -> each.getValue().perHour()));
    }

    private AlertCase.State state(AlertRow row, Instant now) {
        return AlertCase.state(row.status(), row.decided(), copies.dismissed(row), now);
    }

    private AlertCase caseOf(AlertRow row, Instant now) {
        Narrative narrative = counted().get(row.debunk().id());
        return AlertCase.of(
                row.alert(),
                state(row, now),
                row.decided(),
                row.priority(narrative == null ? 0 : narrative.perHour(), now),
                row.raisedAt(),
                row.changedAt(),
                now);
    }

    /** How narratives can be ordered. */
    enum NarrativeSort {
        VELOCITY,
        SIZE,
        NEWEST
    }

    /** A page of narratives; limit and cursor as in {@link #alerts}. */
    Page<Narrative> narratives(NarrativeSort sort, int limit, @Nullable String cursor) {
        Cursor after = cursor == null ? null : Cursor.of(cursor);
        Instant now = clock.instant();
        return reading(() -> {
            List<Cursor.Keyed<Narrative>> all = new ArrayList<>();
            counted()
                    .forEach((id, narrative) -> all.add(new Cursor.Keyed<>(
                            switch (sort) {
                                case VELOCITY -> -(narrative.perHour() - narrative.usualPerHour());
                                case SIZE -> -narrative.alerts();
                                case NEWEST -> -narrative.lastSeen().toEpochMilli();
                            },
                            id,
                            narrative)));
            all.sort(Comparator.naturalOrder());
            return Cursor.page(all, limit, after, now, narrative -> narrative);
        });
    }

    /** The narrative of a debunk; empty if nothing spreads it. */
    Optional<Narrative> narrative(String debunkId) {
        return reading(() -> Optional.ofNullable(counted().get(debunkId))
                .or(() -> spreads(debunkId)
                        // Younger than the count.
                        ? Optional.ofNullable(countAnew(clock.instant()).get(debunkId))
                        : Optional.empty()));
    }

    private boolean spreads(String debunkId) {
        return alerts.values().stream()
                .anyMatch(row ->
                        row.status() == Alert.Status.OPEN && row.debunk().id().equals(debunkId));
    }

    private Map<String, Narrative> counted() {
        Narratives last = narratives;
        Instant now = clock.instant();
        return Duration.between(last.at, now).compareTo(FRESH) < 0 ? last.byDebunk : countAnew(now);
    }

    /** On how many nobody has decided. */
    private int toDo(List<AlertRow> rows, Instant now) {
        return (int)
                rows.stream().filter(row -> TO_DO.contains(state(row, now))).count();
    }

    private Map<String, Narrative> countAnew(Instant now) {
        Map<String, List<AlertRow>> rows = new HashMap<>();
        for (AlertRow row : alerts.values()) {
            if (row.status() == Alert.Status.OPEN) {
                rows.computeIfAbsent(row.debunk().id(), _ -> new ArrayList<>()).add(row);
            }
        }
        Map<String, List<Instant>> refuting = new HashMap<>();
        refutations
                .values()
                .forEach(refutation -> refuting.computeIfAbsent(refutation.debunkId, _ -> new ArrayList<>())
                        .add(refutation.arrivedAt));
        Map<String, Narrative> counted = new HashMap<>();
        rows.forEach((id, group) -> counted.put(
                id, NarrativeCounter.count(group, toDo(group, now), refuting.getOrDefault(id, List.of()), now)));
        narratives = new Narratives(now, counted);
        return counted;
    }

    /**
     * What decisions say of the alerts.
     *
     * @param threshold that of the policy now
     * @param wanted what the lower end of the precision's interval shall be at least, 0 to 1
     */
    Feedback feedback(double threshold, double wanted) {
        List<Double> lower = reading(() -> List.copyOf(below.values()));
        // Counted when the lock is free again.
        return Feedback.of(reading(this::judged), lower, threshold, wanted);
    }

    private List<Feedback.Judged> judged() {
        return alerts.values().stream()
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
        return reading(() -> shadows.count(alertId -> {
            AlertRow row = alerts.get(alertId);
            return row == null ? CaseState.Status.OPEN : row.decided().status();
        }));
    }

    /** Debunks whose claim, headline or publisher holds all words, the best first; all for none. */
    List<DebunkSummary> debunks(String words, int most) {
        return reading(() -> (words.isBlank()
                        ? debunks.keySet().stream().sorted().limit(most).toList()
                        : debunkTexts.search(words, most))
                .stream().map(debunks::get).filter(Objects::nonNull).toList());
    }

    private void writing(Runnable change) {
        lock.writeLock().lock();
        try {
            change.run();
        } finally {
            lock.writeLock().unlock();
        }
    }

    private <T> T reading(Supplier<T> question) {
        lock.readLock().lock();
        try {
            return question.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void close() {
        alertTexts.close();
        debunkTexts.close();
    }
}
