package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * A publisher's rating and what it was taken for.
 *
 * @param verdict what it means
 * @param original the publisher's words, null if it gave none
 * @param rule which rule mapped it to the verdict, for instance {@code text:pants on fire} or {@code number:1 of 1..5}
 */
public record Rating(
        @JsonPropertyDescription("What it means") Verdict verdict,

        @JsonPropertyDescription("The publisher's words") @Nullable
        String original,

        @JsonPropertyDescription("Which rule mapped it") String rule) {}
