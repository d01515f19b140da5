package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A debunk that came close to a post, and what became of the pair.
 *
 * @param debunk the debunk
 * @param twins ids of debunks that say the same word for word
 * @param rank its place among the post's candidates, from 1
 * @param score the ranker's score, comparable within one post only
 * @param about calibrated probability that the post is about the debunk's claim, had those before it not been there, 0 to 1;
 *     null where it comes too late in the order
 * @param stance how the post stands to the claim; given for candidates that were looked at for an alert
 * @param outcome what the policy made of it
 * @param explanation why it came close; given for candidates that were looked at for an alert
 * @param features the evidence by name, finite numbers
 */
public record Match(
        @JsonPropertyDescription("The debunk") DebunkSummary debunk,

        @JsonPropertyDescription("Ids of debunks that say the same word for word")
        List<String> twins,

        @JsonPropertyDescription("Its place among the post's candidates, from 1")
        int rank,

        @JsonPropertyDescription("The ranker's score, comparable within one post only")
        double score,

        @JsonPropertyDescription(
                "Probability that the post is about the debunk's claim, had those before it not been there")
        @Nullable
        Double about,

        @JsonPropertyDescription("How the post stands to the claim; of candidates that were looked at") @Nullable
        StanceEstimate stance,

        @JsonPropertyDescription("What the policy made of it")
        Outcome outcome,

        @JsonPropertyDescription("Why it came close") @Nullable
        Explanation explanation,

        @JsonPropertyDescription("The evidence by name") Map<String, Double> features) {

    public Match {
        twins = List.copyOf(twins);
        features = Map.copyOf(features);
    }

    /** What the policy made of a match. */
    public enum Outcome {
        /** It became an alert. */
        ALERT,
        /** The debunk's verdict is none that the policy alerts on. */
        VERDICT_NOT_ALERTED,
        /** The debunk does not hold for the day on which the post was written. */
        NOT_VALID,
        /** Somebody else found the same claim to be true. */
        VERDICTS_CONFLICT,
        /** The post more likely does something else with the claim than spread it. */
        STANCE_NOT_ALERTED,
        /** The probability lies below the policy's threshold. */
        BELOW_THRESHOLD,
        /** Another debunk comes closer. */
        NOT_BEST,
        /** It would be an alert, but by a curated rule that is only tried. */
        SHADOW
    }
}
