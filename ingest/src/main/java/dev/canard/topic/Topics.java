package dev.canard.topic;

import dev.canard.event.AccountDeletion;
import dev.canard.event.Alert;
import dev.canard.event.DeadLetter;
import dev.canard.event.DeadLetterReplay;
import dev.canard.event.Debunk;
import dev.canard.event.DebunkAmendment;
import dev.canard.event.DebunkChange;
import dev.canard.event.DebunkRevision;
import dev.canard.event.Decision;
import dev.canard.event.Erasure;
import dev.canard.event.Post;
import dev.canard.event.PostClaims;
import dev.canard.event.PostMatches;
import dev.canard.event.Promotion;
import dev.canard.event.Replay;
import dev.canard.event.Share;
import dev.canard.event.ShareCount;
import dev.canard.event.SourcePosition;
import dev.canard.topic.Topic.Cleanup;
import dev.canard.topic.Topic.Partitioning;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * All topics of Canard.
 *
 * <p>{@link #debunks()} has one partition: its offsets order all changes of the index, so that one number says with which
 * debunks a post was judged.
 */
public final class Topics {

    private final Topic<String, byte[]> postsRaw;
    private final Topic<String, Post> posts;
    private final Topic<String, AccountDeletion> accountDeletions;
    private final Topic<String, PostClaims> claims;
    private final Topic<String, Share> shares;
    private final Topic<String, byte[]> debunksRaw;
    private final Topic<String, DebunkAmendment> debunkAmendments;
    private final Topic<String, Debunk> debunks;
    private final Topic<String, DebunkRevision> debunkHistory;
    private final Topic<String, DebunkChange> debunkChanges;
    private final Topic<String, PostMatches> matches;
    private final Topic<String, Alert> alerts;
    private final Topic<String, ShareCount> shareCounts;
    private final Topic<String, Decision> decisions;
    private final Topic<String, DeadLetter> deadLetters;
    private final Topic<String, DeadLetterReplay> deadLetterReplays;
    private final Topic<String, Erasure> erasures;
    private final Topic<String, SourcePosition> positions;
    private final Topic<String, Replay> replays;
    private final Topic<String, Promotion> promotions;

    public Topics(TopicSettings settings) {
        String prefix = settings.prefix();
        int partitions = settings.partitions();
        Serde<String> keys = Serdes.String();
        postsRaw = topic(prefix + "posts.raw", Serdes.ByteArray(), partitions, Cleanup.DELETE, Duration.ofDays(7));
        posts = topic(
                prefix + "posts",
                EventSerde.of(Post.class),
                partitions,
                Cleanup.COMPACT_AND_DELETE,
                Duration.ofDays(30));
        accountDeletions = new Topic<>(
                prefix + "account.deletions",
                keys,
                EventSerde.of(AccountDeletion.class),
                new Partitioning<>(partitions, new EveryPartition<>()),
                Cleanup.DELETE,
                Duration.ofDays(7));
        claims = topic(
                prefix + "claims",
                EventSerde.of(PostClaims.class),
                partitions,
                Cleanup.COMPACT_AND_DELETE,
                Duration.ofDays(30));
        shares = topic(prefix + "shares", EventSerde.of(Share.class), partitions, Cleanup.DELETE, Duration.ofDays(7));
        debunksRaw = topic(prefix + "debunks.raw", Serdes.ByteArray(), partitions, Cleanup.COMPACT, null);
        debunkAmendments = topic(
                prefix + "debunk.amendments", EventSerde.of(DebunkAmendment.class), partitions, Cleanup.COMPACT, null);
        debunks = topic(prefix + "debunks", EventSerde.of(Debunk.class), 1, Cleanup.COMPACT, null);
        debunkHistory =
                topic(prefix + "debunk.history", EventSerde.of(DebunkRevision.class), partitions, Cleanup.DELETE, null);
        debunkChanges = new Topic<>(
                prefix + "debunk.changes",
                keys,
                EventSerde.of(DebunkChange.class),
                new Partitioning<>(partitions, new EveryPartition<>()),
                Cleanup.DELETE,
                Duration.ofDays(7));
        matches = topic(
                prefix + "matches",
                EventSerde.of(PostMatches.class),
                partitions,
                Cleanup.COMPACT_AND_DELETE,
                Duration.ofDays(30));
        alerts = new Topic<>(
                prefix + "alerts",
                keys,
                EventSerde.of(Alert.class),
                new Partitioning<>(
                        partitions, new PostPartitioner<>(alert -> alert.post().id())),
                Cleanup.COMPACT_AND_DELETE,
                Duration.ofDays(90));
        shareCounts = topic(
                prefix + "share.counts",
                EventSerde.of(ShareCount.class),
                partitions,
                Cleanup.COMPACT_AND_DELETE,
                // As long as alerts, which may be raised 30 days after the last share.
                Duration.ofDays(120));
        decisions = new Topic<>(
                prefix + "decisions",
                keys,
                EventSerde.of(Decision.class),
                new Partitioning<>(partitions, new PostPartitioner<>(Decision::postId)),
                Cleanup.DELETE,
                null);
        deadLetters = topic(
                prefix + "dead.letters",
                EventSerde.of(DeadLetter.class),
                partitions,
                Cleanup.DELETE,
                Duration.ofDays(30));
        deadLetterReplays = topic(
                prefix + "dead.letter.replays",
                EventSerde.of(DeadLetterReplay.class),
                1,
                Cleanup.DELETE,
                // Longer than the letters themselves.
                Duration.ofDays(60));
        erasures = topic(prefix + "erasures", EventSerde.of(Erasure.class), 1, Cleanup.DELETE, null);
        positions = topic(prefix + "positions", EventSerde.of(SourcePosition.class), 1, Cleanup.COMPACT, null);
        replays = topic(prefix + "replays", EventSerde.of(Replay.class), 1, Cleanup.COMPACT, null);
        promotions = topic(prefix + "promotions", EventSerde.of(Promotion.class), 1, Cleanup.DELETE, null);
    }

    private static <V> Topic<String, V> topic(
            String name, Serde<V> values, int partitions, Cleanup cleanup, @Nullable Duration retention) {
        return new Topic<>(name, Serdes.String(), values, new Partitioning<>(partitions, null), cleanup, retention);
    }

    /** Key: the post's id at its source. Value: the payload as received; {@link RawHeaders} say what it is. */
    public Topic<String, byte[]> postsRaw() {
        return postsRaw;
    }

    /** Key: post id. Value: the post; null where it was deleted at its source. */
    public Topic<String, Post> posts() {
        return posts;
    }

    /** Key: account id. Value: that an account was deleted; one copy for each partition of {@link #postsRaw()}. */
    public Topic<String, AccountDeletion> accountDeletions() {
        return accountDeletions;
    }

    /** Key: post id. Value: the post with its claims; null where it was deleted. */
    public Topic<String, PostClaims> claims() {
        return claims;
    }

    /** Key: id of the post that was passed on. Value: that it was. */
    public Topic<String, Share> shares() {
        return shares;
    }

    /** Key: the review's id at its publisher. Value: a fact-check as received; {@link RawHeaders} say what it is. */
    public Topic<String, byte[]> debunksRaw() {
        return debunksRaw;
    }

    /**
     * Key: as on {@link #debunksRaw()}, so that the two meet in one task. Value: what a curator changes about the debunk.
     */
    public Topic<String, DebunkAmendment> debunkAmendments() {
        return debunkAmendments;
    }

    /** Key: debunk id. Value: the debunk with its vectors; null where it was retracted. */
    public Topic<String, Debunk> debunks() {
        return debunks;
    }

    /** Key: debunk id. Value: a step in its life; the audit trail of debunks. */
    public Topic<String, DebunkRevision> debunkHistory() {
        return debunkHistory;
    }

    /** Key: debunk id. Value: that a debunk has changed; one copy for each partition of {@link #claims()}. */
    public Topic<String, DebunkChange> debunkChanges() {
        return debunkChanges;
    }

    /** Key: post id. Value: the post's best candidates. */
    public Topic<String, PostMatches> matches() {
        return matches;
    }

    /** Key: alert id, partitioned by post id. Value: the alert's newest snapshot. */
    public Topic<String, Alert> alerts() {
        return alerts;
    }

    /** Key: post id. Value: how often a post with an alert was passed on; null where it was erased. */
    public Topic<String, ShareCount> shareCounts() {
        return shareCounts;
    }

    /** Key: alert id, partitioned by post id. Value: what a moderator decided. */
    public Topic<String, Decision> decisions() {
        return decisions;
    }

    /** Key: as read. Value: what could not be used, and why. */
    public Topic<String, DeadLetter> deadLetters() {
        return deadLetters;
    }

    /** Key: partition and offset of a dead letter. Value: that it was sent once more. */
    public Topic<String, DeadLetterReplay> deadLetterReplays() {
        return deadLetterReplays;
    }

    /** Key: hash of an author's or a post's id. Value: that all was erased of it; the audit trail. */
    public Topic<String, Erasure> erasures() {
        return erasures;
    }

    /** Key: a source's name. Value: how far it was read. */
    public Topic<String, SourcePosition> positions() {
        return positions;
    }

    /** Key: a replay's name. Value: how far it is; null where it was removed. */
    public Topic<String, Replay> replays() {
        return replays;
    }

    /** Key: a promotion's id. Value: that another policy came into force; the audit trail, the newest holds. */
    public Topic<String, Promotion> promotions() {
        return promotions;
    }

    /** Every topic, in the order of the flow. */
    public List<Topic<?, ?>> all() {
        return List.of(
                postsRaw,
                accountDeletions,
                posts,
                claims,
                shares,
                debunksRaw,
                debunkAmendments,
                debunks,
                debunkHistory,
                debunkChanges,
                matches,
                alerts,
                shareCounts,
                decisions,
                deadLetters,
                deadLetterReplays,
                erasures,
                positions,
                replays,
                promotions);
    }
}
