package dev.canard.deploy.http.console;

import dev.canard.deploy.http.console.AlertQuery.Filter;
import dev.canard.deploy.moderation.CaseState;
import dev.canard.event.Alert;
import dev.canard.event.Author;
import dev.canard.event.DebunkSummary;
import dev.canard.event.Post;
import dev.canard.event.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the view keeps of an alert: its newest revision as JSON, since there may be many, and what they are told apart by.
 *
 * @param revision of the alert
 * @param number of its text in the index of texts
 * @param raisedAtMillis when it was raised first, in milliseconds of the epoch: lists compare this of many
 * @param copies what was decided of copies of its post
 * @param shared how often its post was passed on
 */
record AlertRow(
        String id,
        int revision,
        int number,
        String postId,
        DebunkSummary debunk,
        AlertJson alert,
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
        long raisedAtMillis,
        Instant changedAt,
        CaseState decided,
        Copies copies,
        SharedPost shared) {

    /**
     * Makes it.
     *
     * @param number of its text in the index of texts
     * @param debunk the alert's, perhaps shared with others
     * @param copies what was decided of copies of its post
     * @param shared how often its post was passed on
     * @param before the row of an earlier revision; null if there is none
     */
    static AlertRow of(
            Alert alert,
            int number,
            DebunkSummary debunk,
            Copies copies,
            SharedPost shared,
            @Nullable AlertRow before) {
        Post post = alert.post();
        return new AlertRow(
                alert.id(),
                alert.revision(),
                number,
                post.id(),
                debunk,
                AlertJson.of(alert),
                alert.status(),
                debunk.rating().verdict(),
                alert.stance().likeliest().name(),
                post.language(),
                post.platform(),
                author(post.author()),
                alert.cluster(),
                alert.judgedBy().policy(),
                alert.probability(),
                post.arrivedAt(),
                before == null ? alert.raisedAt().toEpochMilli() : before.raisedAtMillis,
                alert.raisedAt(),
                before == null ? new CaseState() : before.decided,
                copies,
                shared);
    }

    private static @Nullable String author(@Nullable Author author) {
        if (author == null) {
            return null;
        }
        return author.id() == null ? author.handle() : author.id();
    }

    Instant raisedAt() {
        return Instant.ofEpochMilli(raisedAtMillis);
    }

    Shares shares() {
        return shared.shares();
    }

    Priority priority(double perHour, Instant now) {
        return Priority.of(probability, verdict, perHour, shares().total(), Duration.between(raisedAt(), now));
    }

    AlertCase.State state(Instant now) {
        return AlertCase.state(status, decided, copies.areDismissed(), now);
    }

    /** What it can be told by at a time; null if it has no such thing. */
    @Nullable
    String value(Filter filter, Instant now) {
        return switch (filter) {
            case STATE -> state(now).name();
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
    }
}
