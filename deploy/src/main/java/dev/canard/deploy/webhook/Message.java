package dev.canard.deploy.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.canard.deploy.config.WebhookSettings.Event;
import dev.canard.event.Alert;
import dev.canard.event.Decision;
import dev.canard.event.Decision.Action;
import dev.canard.event.EventJson;
import dev.canard.event.PostContext;
import dev.canard.event.Stance;
import dev.canard.event.Verdict;
import java.time.Instant;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook is told. It names posts and tells neither their text nor who wrote them: what has left the house could not be erased.
 *
 * @param id the same for the same event, however often it is sent
 * @param event what it tells of
 * @param body as it is sent: JSON on one line
 */
record Message(String id, Event event, String body) {

    private static final JsonMapper JSON = EventJson.mapper();

    /** The form of Standard Webhooks. */
    private record Envelope(String type, Instant timestamp, Object data) {}

    /**
     * An alert.
     *
     * @param id the alert's
     * @param revision 1 for a new alert, one more for each change
     * @param reason why it was withdrawn; null while it is open
     * @param postUrl address of the post's page; hostile
     * @param platform where it was posted
     * @param language BCP 47 tag that the source gives
     * @param probability that the post spreads the claim, 0 to 1
     * @param stance how the post stands to the claim
     * @param claim the debunked claim
     */
    private record AlertData(
            String id,
            int revision,
            Alert.Status status,
            @Nullable String reason,
            String postId,
            @Nullable String postUrl,
            @Nullable String platform,
            @Nullable String language,
            double probability,
            Stance stance,
            Verdict verdict,
            String debunkId,
            String claim,
            @Nullable String publisher,
            @Nullable String debunkUrl) {}

    /** A decision, without the moderator's note. */
    private record DecisionData(
            String id,
            String alertId,
            int alertRevision,
            String postId,
            Action action,
            String moderator,
            @Nullable String reason,
            @Nullable Instant until) {}

    static Message of(Alert alert) {
        Event event = switch (alert.status()) {
            case OPEN -> Event.ALERT_OPENED;
            case WITHDRAWN -> Event.ALERT_WITHDRAWN;
        };
        PostContext context = alert.post().context();
        AlertData data = new AlertData(
                alert.id(),
                alert.revision(),
                alert.status(),
                alert.reason(),
                alert.post().id(),
                context == null ? null : context.url(),
                alert.post().platform(),
                alert.post().language(),
                alert.probability(),
                alert.stance().likeliest(),
                alert.debunk().rating().verdict(),
                alert.debunk().id(),
                alert.debunk().claim(),
                alert.debunk().publisher(),
                alert.debunk().url());
        return of(event, alert.eventId(), alert.occurredAt(), data);
    }

    static Message of(Decision decision) {
        DecisionData data = new DecisionData(
                decision.id(),
                decision.alertId(),
                decision.alertRevision(),
                decision.postId(),
                decision.action(),
                decision.moderator(),
                decision.reason(),
                decision.until());
        return of(Event.DECISION, decision.eventId(), decision.occurredAt(), data);
    }

    private static Message of(Event event, String eventId, Instant at, Object data) {
        String type = switch (event) {
            case ALERT_OPENED -> "alert.opened";
            case ALERT_WITHDRAWN -> "alert.withdrawn";
            case DECISION -> "decision.taken";
        };
        try {
            return new Message(idOf(type, eventId), event, JSON.writeValueAsString(new Envelope(type, at, data)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event that cannot be written: " + type, e);
        }
    }

    /** A hash: ids of decisions are chosen by clients and may hold what no header can. */
    private static String idOf(String type, String eventId) {
        return "msg_" + DigestUtils.sha256Hex(type + '\0' + eventId).substring(0, 32);
    }
}
