package dev.canard.ingest;

import dev.canard.event.PostContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a post to tell whether something that is said of it was said before. Sources repeat themselves: a stream
 * that was cut off is read again from a bit before, and its last minutes come twice, edits and deletions included.
 *
 * <p>A server's clock decides where both sides have it: what is not newer than what is known was there before. Where it is missing, the
 * content decides: what is as it is now, or as it was once and claims no later time, was there before. Of a
 * deleted post it decides as well: another server takes the same post at a later time, and must not bring it back.
 *
 * @param known the newest revisions, the latest one last; empty if only a deletion is known
 * @param serverTime when the platform's server took, or changed, the last of what was said; null where it was not told
 * @param deleted whether the post is deleted
 */
record PostRevisions(List<Revision> known, @Nullable Instant serverTime, boolean deleted) {

    /** So many revisions are remembered; a post is seldom edited more often within a window. */
    private static final int MOST = 4;

    private static final int FINGERPRINT_DIGITS = 24;

    /** Nothing is known. */
    static final PostRevisions NONE = new PostRevisions(List.of(), null, false);

    /**
     * A revision.
     *
     * @param fingerprint of what the post says
     * @param time when it was written, as its source claims
     * @param quoted the post that it quotes; null if there is none
     */
    record Revision(
            String fingerprint, Instant time, @Nullable String quoted) {}

    PostRevisions {
        known = List.copyOf(known);
    }

    /** What is known after an outcome; null if that was there before. An outcome that concerns no single post is always new. */
    @Nullable
    PostRevisions after(NormalisedPost outcome) {
        return switch (outcome) {
            case NormalisedPost.Accepted(var post) -> {
                var context = post.context();
                var references = context == null ? null : context.references();
                Instant edited = context == null ? null : context.editedAt();
                yield after(
                        new Revision(
                                fingerprint(
                                        post.text(),
                                        post.author(),
                                        post.platform(),
                                        post.language(),
                                        post.links(),
                                        references),
                                Objects.requireNonNullElse(edited, post.createdAt()),
                                references == null ? null : references.quoted()),
                        context == null ? null : serverTime(context));
            }
            case NormalisedPost.Reposted(var repost) ->
                after(new Revision(fingerprint(repost.postId()), Instant.EPOCH, null), null);
            // Its fingerprints stay for a window: a source that repeats itself must not bring it back.
            case NormalisedPost.Erased _ -> new PostRevisions(known, serverTime, true);
            case NormalisedPost.Deleted deletion -> afterDeletion(deletion.at());
            case NormalisedPost.AccountDeleted _,
                    NormalisedPost.Ignored _,
                    NormalisedPost.Repeated _,
                    NormalisedPost.Rejected _ -> this;
        };
    }

    /** What the latest revision quotes and none before it did; null if there is none. An edit does not pass the same post on again. */
    @Nullable
    String newlyQuoted() {
        String quoted = known.isEmpty() ? null : known.getLast().quoted;
        return quoted != null
                        && known.subList(0, known.size() - 1).stream().noneMatch(before -> quoted.equals(before.quoted))
                ? quoted
                : null;
    }

    private @Nullable PostRevisions afterDeletion(@Nullable Instant at) {
        return isOld(at) || (deleted && at == null)
                ? null
                : new PostRevisions(known, at == null ? serverTime : at, true);
    }

    private @Nullable PostRevisions after(Revision revision, @Nullable Instant at) {
        boolean current =
                !deleted && !known.isEmpty() && known.getLast().fingerprint.equals(revision.fingerprint);
        if (isOld(at) || current || ((at == null || deleted) && wasKnown(revision))) {
            return null;
        }
        List<Revision> revisions = new ArrayList<>(known);
        revisions.add(revision);
        return new PostRevisions(
                revisions.subList(Math.max(0, revisions.size() - MOST), revisions.size()),
                at == null ? serverTime : at,
                false);
    }

    /** Some servers tell of an edit when they took the first revision, and beside it when it was changed. */
    private static @Nullable Instant serverTime(PostContext context) {
        Instant received = context.receivedAt();
        Instant edited = context.editedAt();
        return received != null && edited != null && edited.isAfter(received) ? edited : received;
    }

    private boolean isOld(@Nullable Instant at) {
        return at != null && serverTime != null && !at.isAfter(serverTime);
    }

    private boolean wasKnown(Revision revision) {
        return known.stream()
                .anyMatch(one -> one.fingerprint.equals(revision.fingerprint) && !revision.time.isAfter(one.time));
    }

    /** Of records and lists, whose text is the same for the same content. Times are left out: servers differ in them. */
    private static String fingerprint(@Nullable Object... content) {
        return DigestUtils.sha256Hex(Arrays.toString(content)).substring(0, FINGERPRINT_DIGITS);
    }
}
