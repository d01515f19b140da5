package dev.canard.deploy.http.console;

import dev.canard.deploy.http.console.AlertQuery.Filter;
import dev.canard.deploy.moderation.CaseState;
import dev.canard.event.Alert;
import dev.canard.event.Author;
import dev.canard.event.DebunkSummary;
import dev.canard.event.EventJson;
import dev.canard.event.Post;
import dev.canard.event.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the view keeps of an alert: its newest revision as JSON, since there may be many, and what they are told apart by.
 *
 * @param revision of the alert
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record AlertRow(
        String id,
        int revision,
        String postId,
        DebunkSummary debunk,
        byte[] json,
        Alert.Status status,
        Verdict verdict,
        String stance,
        @Nullable String language,
        @Nullable String platform,
        @Nullable String author,
        @Nullable String cluster,
        String policy,
        double probability,
        Instant arrivedAt,
        Instant raisedAt,
        Instant changedAt,
        CaseState decided) {

    /** @param before the row of an earlier revision; null if there is none */
    static AlertRow of(Alert alert, @Nullable AlertRow before) {
        Post post = alert.post();
        return new AlertRow(
                alert.id(),
                alert.revision(),
                post.id(),
                alert.debunk(),
                EventJson.write(alert),
                alert.status(),
                alert.debunk().rating().verdict(),
                alert.stance().likeliest().name(),
                post.language(),
                post.platform(),
                author(post.author()),
                alert.cluster(),
                alert.judgedBy().policy(),
                alert.probability(),
                post.arrivedAt(),
                before == null ? alert.raisedAt() : before.raisedAt,
                alert.raisedAt(),
                before == null ? new CaseState() : before.decided);
    }

    private static @Nullable String author(@Nullable Author author) {
        if (author == null) {
            return null;
        }
        return author.id() == null ? author.handle() : author.id();
    }

    Alert alert() {
        return EventJson.read(json, Alert.class);
    }

    Priority priority(double perHour, Instant now) {
        return Priority.of(probability, verdict, perHour, Duration.between(raisedAt, now));
    }

    boolean isWanted(AlertQuery query, AlertCase.State state, Instant now) {
        return probability >= query.minProbability()
                && probability <= query.maxProbability()
                && (query.from() == null || !raisedAt.isBefore(query.from()))
                && (query.until() == null || raisedAt.isBefore(query.until()))
                && query.filters().entrySet().stream()
                        .allMatch(filter -> has(filter.getKey(), filter.getValue(), state, now));
    }

    private boolean has(Filter filter, Set<String> values, AlertCase.State state, Instant now) {
        String value = switch (filter) {
            case STATE -> state.name();
            case VERDICT -> verdict.name();
            case STANCE -> stance;
            case LANGUAGE -> language;
            case PLATFORM -> platform;
            case PUBLISHER -> debunk.publisher();
            case POLICY -> policy;
            case DEBUNK -> debunk.id();
            case CLUSTER -> cluster;
            case ASSIGNEE -> decided.claimant(now);
        };
        return value != null && values.contains(value);
    }
}
