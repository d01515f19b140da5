package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;

/**
 * Tells those who know which posts are whose that an account was deleted at its source, and with it all of its posts.
 *
 * @param accountId what {@link Author#id} of its posts is
 * @param arrivedAt when it became known
 */
public record AccountDeletion(
        @JsonPropertyDescription("The account, as the posts' authors name it")
        String accountId,

        @JsonPropertyDescription("When it became known") Instant arrivedAt)
        implements Event {

    @Override
    public String eventId() {
        return accountId + "@" + arrivedAt;
    }

    @Override
    public Instant occurredAt() {
        return arrivedAt;
    }
}
