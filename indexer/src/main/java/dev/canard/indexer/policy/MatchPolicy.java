package dev.canard.indexer.policy;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.canard.event.Verdict;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * When a match becomes an alert.
 *
 * @param name what the policy is called
 * @param version its version; change it with any other value, so that judgements can be told apart
 * @param verdicts verdicts of debunks that may alert; never {@link Verdict#TRUE} or {@link Verdict#MOSTLY_TRUE}
 * @param threshold P(about) × P(spreads) from which a post alerts, above 0, at most 1
 * @param foreignThreshold the same for posts in languages that the encoders do not know, at least the threshold: what crosses
 *     languages there are names, numbers and cognates
 * @param minimumAbout the ranking's P(about) below which the stance is not even looked at, 0 to 1
 * @param minimumWords posts of fewer words never alert: too little is said to know how it is meant
 * @param alertOnConflict whether a debunk alerts although somebody else found the same claim to be true
 * @param candidates how many candidates of a post are kept, at least 1
 */
public record MatchPolicy(
        @JsonPropertyDescription("What the policy is called")
        String name,

        @JsonPropertyDescription("Its version; change it with any other value")
        String version,

        @JsonPropertyDescription("Verdicts of debunks that may alert")
        Set<Verdict> verdicts,

        @JsonPropertyDescription(
                "Probability that a post is about the debunked claim and spreads it from which it alerts")
        double threshold,

        @JsonPropertyDescription("The same for posts in languages that the encoders do not know")
        double foreignThreshold,

        @JsonPropertyDescription("Probability that a post is about the claim below which its stance is not looked at")
        double minimumAbout,

        @JsonPropertyDescription("Posts of fewer words never alert")
        int minimumWords,

        @JsonPropertyDescription("Whether a debunk alerts although somebody else found the same claim to be true")
        boolean alertOnConflict,

        @JsonPropertyDescription("How many candidates of a post are kept")
        int candidates) {

    /**
     * The threshold keeps posts about nothing that was ever fact-checked from alerting, and posts on the topic of the only debunk that comes near where few are
     * indexed. {@link #minimumAbout} only spares the stance of what is surely about something else: below it no candidate was read.
     */
    public static final MatchPolicy DEFAULTS = new MatchPolicy(
            "default",
            "7",
            EnumSet.of(
                    Verdict.MIXED,
                    Verdict.MISLEADING,
                    Verdict.MOSTLY_FALSE,
                    Verdict.FALSE,
                    Verdict.ALTERED,
                    Verdict.MISATTRIBUTED,
                    Verdict.SCAM,
                    Verdict.SATIRE),
            .40,
            .9,
            .08,
            5,
            false,
            5);

    public MatchPolicy {
        if (name.isBlank() || version.isBlank()) {
            throw new IllegalArgumentException("a policy needs a name and a version");
        }
        if (verdicts.contains(Verdict.TRUE) || verdicts.contains(Verdict.MOSTLY_TRUE)) {
            throw new IllegalArgumentException("verdicts must not hold TRUE or MOSTLY_TRUE: the claim is no falsehood");
        }
        if (!(threshold > 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold must lie above 0 and at most at 1, was " + threshold);
        }
        if (!(foreignThreshold >= threshold && foreignThreshold <= 1)) {
            throw new IllegalArgumentException(
                    "foreign-threshold must lie at least at the threshold and at most at 1, was " + foreignThreshold);
        }
        if (!(minimumAbout >= 0 && minimumAbout <= 1)) {
            throw new IllegalArgumentException("minimum-about must lie in 0..1, was " + minimumAbout);
        }
        if (minimumWords < 0) {
            throw new IllegalArgumentException("minimum-words must not be negative, was " + minimumWords);
        }
        if (candidates < 1) {
            throw new IllegalArgumentException("candidates must be at least 1, was " + candidates);
        }
        // In the order of the enum, so that the policy is always written in the same way.
        verdicts = Collections.unmodifiableSet(new TreeSet<>(verdicts));
    }

    /** Name and version in one, for instance {@code default@3}. */
    public String id() {
        return name + "@" + version;
    }

    /** The same with another threshold, above 0 and at most 1. */
    public MatchPolicy withThreshold(double other) {
        return new MatchPolicy(
                name,
                version,
                verdicts,
                other,
                Math.max(other, foreignThreshold),
                minimumAbout,
                minimumWords,
                alertOnConflict,
                candidates);
    }
}
