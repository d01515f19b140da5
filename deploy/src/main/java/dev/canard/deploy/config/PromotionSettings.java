package dev.canard.deploy.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Duration;

/**
 * What a replay must be like for its policy to come into force without force.
 *
 * @param maxAge how long ago it may have ended
 * @param precisionMargin how much lower its precision on decided alerts may be than production's, 0 to 1
 */
public record PromotionSettings(
        @JsonPropertyDescription("How long ago a replay may have ended whose policy comes into force")
        Duration maxAge,

        @JsonPropertyDescription(
                "How much lower the replay's precision on decided alerts may be than production's, 0 to 1")
        double precisionMargin) {

    public static final PromotionSettings DEFAULTS = new PromotionSettings(Duration.ofDays(7), .02);

    public PromotionSettings {
        if (!maxAge.isPositive()) {
            throw new IllegalArgumentException("max-age must be positive, was " + maxAge);
        }
        if (!(precisionMargin >= 0 && precisionMargin <= 1)) {
            throw new IllegalArgumentException("precision-margin must lie in 0..1, was " + precisionMargin);
        }
    }
}
