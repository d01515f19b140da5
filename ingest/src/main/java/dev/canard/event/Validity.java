package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The days on which a debunk holds: some claims are false today and true next month.
 *
 * @param from first day, in UTC; null if there is none
 * @param until last day, in UTC, not before the first; null if there is none
 */
public record Validity(
        @JsonPropertyDescription("First day, in UTC") @Nullable
        LocalDate from,

        @JsonPropertyDescription("Last day, in UTC") @Nullable
        LocalDate until) {

    public Validity {
        if (from != null && until != null && until.isBefore(from)) {
            throw new IllegalArgumentException("a debunk cannot be valid from %s until %s".formatted(from, until));
        }
    }

    /** Whether a debunk holds for what was written at that time. */
    public boolean holdsAt(Instant time) {
        LocalDate day = LocalDate.ofInstant(time, ZoneOffset.UTC);
        return (from == null || !day.isBefore(from)) && (until == null || !day.isAfter(until));
    }
}
