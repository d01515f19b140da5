package dev.canard.deploy.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * Which trained models to use.
 *
 * @param folder holds models that {@code canard train} wrote; what it lacks is taken from those that Canard ships, and so is
 *     everything if it is empty
 */
public record ModelSettings(
        @JsonPropertyDescription("Holds models that canard train wrote; what it lacks is taken from the shipped ones")
        String folder) {

    public static final ModelSettings DEFAULTS = new ModelSettings("");
}
