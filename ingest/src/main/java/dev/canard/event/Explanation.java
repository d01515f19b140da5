package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a post was matched with a debunk, for people.
 *
 * @param reasons what counted most for or against the post being about the claim, the weightiest first
 * @param sharedWords words of the post that the debunk's claim has too, in the order of the post
 * @param closest the sentence of the post and the text of the debunk that come closest in meaning; null where the post makes no
 *     claim
 * @param margin the probability minus the policy's threshold: below 0 the post does not alert
 * @param rule the curated rule by which the post counts as being about the claim; null where the models alone say so
 */
public record Explanation(
        @JsonPropertyDescription("What counted most for or against the post being about the claim")
        List<Reason> reasons,

        @JsonPropertyDescription("Words of the post that the debunk's claim has too")
        List<SharedWord> sharedWords,

        @JsonPropertyDescription("The sentence and the text of the debunk that come closest in meaning") @Nullable
        Passage closest,

        @JsonPropertyDescription("The probability minus the policy's threshold")
        double margin,

        @JsonPropertyDescription("The curated rule by which the post counts as being about the claim") @Nullable
        MetRule rule) {

    public Explanation {
        reasons = List.copyOf(reasons);
        sharedWords = List.copyOf(sharedWords);
    }

    /** An explanation by what the models say. */
    public Explanation(List<Reason> reasons, List<SharedWord> sharedWords, @Nullable Passage closest, double margin) {
        this(reasons, sharedWords, closest, margin, null);
    }

    /** The same of a post that meets a rule. */
    public Explanation withRule(MetRule met) {
        return new Explanation(reasons, sharedWords, closest, margin, met);
    }

    /**
     * What counted.
     *
     * @param kind what kind of evidence it is, for instance {@code MEANING}
     * @param words the same in words
     * @param logOdds by how much it moved the log-odds that the post is about the claim, against an average post
     */
    public record Reason(
            @JsonPropertyDescription("What kind of evidence it is")
            String kind,

            @JsonPropertyDescription("The same in words") String words,

            @JsonPropertyDescription("By how much it moved the log-odds that the post is about the claim")
            double logOdds) {}

    /**
     * A word that both texts have, whatever its ending.
     *
     * @param post where it stands in the post's original text
     * @param claim where it stands in the debunk's claim
     */
    public record SharedWord(
            @JsonPropertyDescription("Where it stands in the post's original text")
            Span post,

            @JsonPropertyDescription("Where it stands in the debunk's claim")
            Span claim) {}

    /**
     * Two texts that are close in meaning.
     *
     * @param post where the sentence stands in the post's original text
     * @param field what of the debunk the text is: {@code claim}, {@code title}, or {@code body/} and its number
     * @param text the text
     * @param cosine how close they are, the mean over the encoders, -1 to 1
     */
    public record Passage(
            @JsonPropertyDescription("Where the sentence stands in the post's original text")
            Span post,

            @JsonPropertyDescription("What of the debunk the text is")
            String field,

            @JsonPropertyDescription("The text") String text,

            @JsonPropertyDescription("How close they are, -1 to 1")
            double cosine) {}
}
