package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * A post that spreads a debunked claim, as a full snapshot: the highest revision of an id replaces all before it.
 *
 * @param id made from the post's and the debunk's id, see {@link #idOf}
 * @param revision 1 for a new alert, one more for each change
 * @param status whether it still holds
 * @param reason why it was withdrawn; null while it is open
 * @param post the post; its last known form where it was deleted
 * @param claim the claim of the post that comes closest to the debunk's
 * @param debunk the debunk
 * @param otherReviews what else was found about the same claim, the closest first; findings may conflict
 * @param probability that the post is about the debunk's claim and spreads it, 0 to 1
 * @param about that the post is about the debunk's claim, 0 to 1
 * @param stance how the post stands to the claim
 * @param explanation why the post was matched with the debunk
 * @param evidence what the match rests on, by name
 * @param judgedBy with what it was judged
 * @param raisedAt when this revision was decided: the time of the record that caused it
 * @param cluster names the alerted posts that are copies of each other, this one among them; null where that was not looked for, or the
 *     post holds no words
 */
public record Alert(
        @JsonPropertyDescription("Made from the ids of post and debunk")
        String id,

        @JsonPropertyDescription("1 for a new alert, one more for each change")
        int revision,

        @JsonPropertyDescription("Whether it still holds") Status status,

        @JsonPropertyDescription("Why it was withdrawn") @Nullable
        String reason,

        @JsonPropertyDescription("The post") Post post,

        @JsonPropertyDescription("The claim of the post that comes closest to the debunk's")
        Claim claim,

        @JsonPropertyDescription("The debunk") DebunkSummary debunk,

        @JsonPropertyDescription("What else was found about the same claim; findings may conflict")
        List<DebunkSummary> otherReviews,

        @JsonPropertyDescription("That the post is about the debunk's claim and spreads it")
        double probability,

        @JsonPropertyDescription("That the post is about the debunk's claim")
        double about,

        @JsonPropertyDescription("How the post stands to the claim")
        StanceEstimate stance,

        @JsonPropertyDescription("Why the post was matched with the debunk")
        Explanation explanation,

        @JsonPropertyDescription("What the match rests on, by name")
        Map<String, Double> evidence,

        @JsonPropertyDescription("With what it was judged") JudgedBy judgedBy,

        @JsonPropertyDescription("When this revision was decided")
        Instant raisedAt,

        @JsonPropertyDescription("Names the alerted posts that are copies of each other, this one among them") @Nullable
        String cluster)
        implements Event {

    public Alert {
        otherReviews = List.copyOf(otherReviews);
        evidence = Map.copyOf(evidence);
    }

    /** An alert of which it was not looked yet what it is a copy of. */
    public Alert(
            String id,
            int revision,
            Status status,
            @Nullable String reason,
            Post post,
            Claim claim,
            DebunkSummary debunk,
            List<DebunkSummary> otherReviews,
            double probability,
            double about,
            StanceEstimate stance,
            Explanation explanation,
            Map<String, Double> evidence,
            JudgedBy judgedBy,
            Instant raisedAt) {
        this(
                id,
                revision,
                status,
                reason,
                post,
                claim,
                debunk,
                otherReviews,
                probability,
                about,
                stance,
                explanation,
                evidence,
                judgedBy,
                raisedAt,
                null);
    }

    /** Whether an alert still holds. */
    public enum Status {
        OPEN,
        WITHDRAWN
    }

    /** The id of the alert for a pair: the first 128 bits of a SHA-256 over both ids, in hexadecimal. */
    public static String idOf(String postId, String debunkId) {
        // A zero byte stands in no id, so that no two pairs give the same input.
        return DigestUtils.sha256Hex(postId + '\0' + debunkId).substring(0, 32);
    }

    /** The next revision, withdrawn. */
    public Alert withdrawn(String why, JudgedBy by, Instant at) {
        return new Alert(
                id,
                revision + 1,
                Status.WITHDRAWN,
                why,
                post,
                claim,
                debunk,
                otherReviews,
                probability,
                about,
                stance,
                explanation,
                evidence,
                by,
                at,
                cluster);
    }

    /** This alert as a given revision. */
    public Alert withRevision(int number) {
        return new Alert(
                id,
                number,
                status,
                reason,
                post,
                claim,
                debunk,
                otherReviews,
                probability,
                about,
                stance,
                explanation,
                evidence,
                judgedBy,
                raisedAt,
                cluster);
    }

    /** The same with another explanation. */
    public Alert withExplanation(Explanation other) {
        return new Alert(
                id,
                revision,
                status,
                reason,
                post,
                claim,
                debunk,
                otherReviews,
                probability,
                about,
                stance,
                other,
                evidence,
                judgedBy,
                raisedAt,
                cluster);
    }

    /** The same in a cluster of copies. */
    public Alert inCluster(@Nullable String other) {
        return new Alert(
                id,
                revision,
                status,
                reason,
                post,
                claim,
                debunk,
                otherReviews,
                probability,
                about,
                stance,
                explanation,
                evidence,
                judgedBy,
                raisedAt,
                other);
    }

    @Override
    public String eventId() {
        return id + "#" + revision;
    }

    @Override
    public Instant occurredAt() {
        return raisedAt;
    }
}
