package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * With what a post was judged, so that a judgement can be repeated.
 *
 * @param indexOffset how far the index had read {@code debunks}: the offset of the next record, 0 for an empty index
 * @param model version of the ranking, calibration and stance models
 * @param policy name and version of the policy
 * @param threshold the policy's threshold, 0 to 1
 */
public record JudgedBy(
        @JsonPropertyDescription("Offset of the next record of debunks that the index had not read")
        long indexOffset,

        @JsonPropertyDescription("Version of the models") String model,

        @JsonPropertyDescription("Name and version of the policy")
        String policy,

        @JsonPropertyDescription("The policy's threshold") double threshold) {}
