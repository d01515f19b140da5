package dev.canard.deploy.replay;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.moderation.CaseState;
import dev.canard.deploy.pipeline.ClientProperties;
import dev.canard.deploy.pipeline.TopicTail;
import dev.canard.event.Alert;
import dev.canard.event.Decision;
import dev.canard.event.Replay;
import dev.canard.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what runs have raised, and what moderators made of it. */
public final class RunAlerts {

    /** Whoever decides nothing for longer was not working on the next alert. */
    private static final Duration LONGEST_WORK = Duration.ofMinutes(10);

    private final CanardSettings production;
    private final Map<String, Object> clients;
    private final Topics topics;

    /** @param production where the posts are */
    public RunAlerts(CanardSettings production) {
        this.production = production;
        clients = ClientProperties.of(production.kafka());
        topics = new Topics(production.topics());
    }

    /**
     * Compares a finished replay with another run over the same posts.
     *
     * @param against the other replay, finished too; null for production
     */
    public ReplayDiff compare(Replay replay, @Nullable Replay against) {
        Set<String> posts = posts(replay);
        return ReplayDiff.of(against == null ? ofProduction(posts) : of(against), of(replay), decided(posts));
    }

    /** The open alerts of a replay, by id. */
    public Map<String, Alert> of(Replay replay) {
        return ReplayRun.openAlerts(ReplaySpace.of(production, replay.id()).topics(), clients);
    }

    /** The open alerts of production about the posts that a replay has judged, by id. */
    public Map<String, Alert> ofProduction(Replay replay) {
        return ofProduction(posts(replay));
    }

    private Map<String, Alert> ofProduction(Set<String> posts) {
        Map<String, Alert> alerts = new LinkedHashMap<>(ReplayRun.openAlerts(topics, clients));
        alerts.values().removeIf(alert -> !posts.contains(alert.post().id()));
        return alerts;
    }

    private Set<String> posts(Replay replay) {
        Set<String> posts = new HashSet<>();
        try (TopicTail<?> tail = new TopicTail<>(
                clients,
                ReplayPlanner.topicOf(
                        replay.input(), ReplaySpace.of(production, replay.id()).topics()),
                TopicTail.From.BEGINNING)) {
            tail.readToEnd(record -> posts.add(record.key()));
        }
        return posts;
    }

    /** What moderators decided last about the posts that a replay has judged, by alert. */
    private Map<String, ReplayDiff.Verdict> decided(Set<String> posts) {
        Map<String, CaseState> cases = new HashMap<>();
        decisions().stream()
                .filter(decision -> posts.contains(decision.postId()))
                .forEach(decision -> cases.computeIfAbsent(decision.alertId(), _ -> new CaseState())
                        .apply(decision));
        Map<String, ReplayDiff.Verdict> decided = new HashMap<>();
        cases.forEach((alert, state) -> {
            switch (state.status()) {
                case CONFIRMED -> decided.put(alert, ReplayDiff.Verdict.CONFIRMED);
                case DISMISSED -> decided.put(alert, ReplayDiff.Verdict.DISMISSED);
                case OPEN, ESCALATED -> {}
            }
        });
        return decided;
    }

    /**
     * How long a moderator takes for an alert: the median of the times between two decisions of the same moderator, in seconds. Empty
     * without any. Those on many alerts at once do not count: nobody read each of them.
     */
    public OptionalDouble secondsPerDecision() {
        Map<String, Instant> last = new HashMap<>();
        List<Long> millis = new ArrayList<>();
        List<Decision> decisions = decisions();
        decisions.sort(Comparator.comparing(Decision::decidedAt));
        for (Decision decision : decisions) {
            if (decision.id().endsWith("/" + decision.alertId())) {
                continue;
            }
            switch (decision.action()) {
                case CONFIRM, DISMISS, ESCALATE -> {
                    Instant before = last.put(decision.moderator(), decision.decidedAt());
                    if (before != null) {
                        Duration took = Duration.between(before, decision.decidedAt());
                        if (took.isPositive() && took.compareTo(LONGEST_WORK) <= 0) {
                            millis.add(took.toMillis());
                        }
                    }
                }
                case CLAIM, RELEASE, REOPEN, UNDO -> {}
            }
        }
        long[] sorted = millis.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(sorted[sorted.length / 2] / 1e3);
    }

    /** All decisions; those on one alert in the order that decides which of them hold. */
    private List<Decision> decisions() {
        List<Decision> decisions = new ArrayList<>();
        try (TopicTail<Decision> tail = new TopicTail<>(clients, topics.decisions(), TopicTail.From.BEGINNING)) {
            tail.readToEnd(record -> decisions.add(record.value()));
        }
        return decisions;
    }
}
