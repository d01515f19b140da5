package dev.canard.deploy.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.canard.indexer.policy.MatchPolicy;

/**
 * Models that are tried beside those in force, without alerts.
 *
 * @param folder holds them, as {@link ModelSettings#folder} does; what it lacks is taken from those that Canard ships
 * @param policy what would become an alert with them; gives them their name
 */
public record ShadowModelSettings(
        @JsonPropertyDescription(
                "Holds ranking and stance models that canard train wrote for the encoders and the cross-encoder for ranking in use; what it lacks is taken from the shipped ones")
        String folder,

        @JsonPropertyDescription("What would become an alert with them")
        MatchPolicy policy) {

    public ShadowModelSettings {
        if (folder.isBlank()) {
            throw new IllegalArgumentException("folder must name a folder with models");
        }
    }
}
