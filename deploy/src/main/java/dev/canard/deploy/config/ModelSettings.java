package dev.canard.deploy.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * Which trained models to use.
 *
 * @param folder holds models that {@code canard train} wrote; what it lacks is taken from those that Canard ships, and so is
 *     everything if it is empty
 * @param cacheMebibytes about how much of what models compute of posts is remembered on disk, in the state's directory, so that nothing is computed
 *     twice; 0 for nothing
 */
public record ModelSettings(
        @JsonPropertyDescription("Holds models that canard train wrote; what it lacks is taken from the shipped ones")
        String folder,

        @JsonPropertyDescription(
                "About how much of what models compute of posts is remembered on disk, in MiB, so that nothing is computed twice; 0 for nothing")
        int cacheMebibytes) {

    public static final ModelSettings DEFAULTS = new ModelSettings("", 1_024);

    public ModelSettings {
        if (cacheMebibytes < 0) {
            throw new IllegalArgumentException("cache-mebibytes must not be negative, was " + cacheMebibytes);
        }
    }

    /** The same with another folder. */
    public ModelSettings withFolder(String other) {
        return new ModelSettings(other, cacheMebibytes);
    }
}
