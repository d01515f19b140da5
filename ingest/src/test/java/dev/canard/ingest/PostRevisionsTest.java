package dev.canard.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.Events;
import dev.canard.event.Post;
import dev.canard.event.PostContext;
import dev.canard.event.PostReferences;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PostRevisionsTest {

    private static final Instant T0 = Events.START;

    @Test
    void sameContent_isARepeat_alsoWithAnotherTimeOfArrival() {
        assertThat(passed(post("a", null, null, 0), post("a", null, null, 9))).containsExactly(true, false);
    }

    @Test
    void edit_isNew_andItsSeamIsARepeat() {
        NormalisedPost first = post("a", 1, null, 1);
        NormalisedPost edited = post("b", 2, 2, 2);

        assertThat(passed(first, edited, first, edited)).containsExactly(true, true, false, false);
    }

    @Test
    void edit_besideTheTimeOfTheFirstRevision_isNew_andItsSeamIsARepeat() {
        NormalisedPost first = post("a", 1, null, 1);
        NormalisedPost edited = post("b", 1, 2, 1);

        assertThat(passed(first, edited, first, edited)).containsExactly(true, true, false, false);
    }

    @Test
    void editBack_isNewWhereItIsLater() {
        assertThat(passed(post("a", 1, null, 1), post("b", 2, 2, 2), post("a", 3, 3, 3)))
                .containsExactly(true, true, true);
        assertThat(passed(post("a", null, null, 1), post("b", null, 2, 2), post("a", null, 3, 3)))
                .containsExactly(true, true, true);
    }

    @Test
    void seamWithoutServerTimes_isARepeat() {
        NormalisedPost first = post("a", null, null, 1);
        NormalisedPost edited = post("b", null, 2, 2);

        assertThat(passed(first, edited, first, edited)).containsExactly(true, true, false, false);
    }

    @Test
    void sameRevisionFromAnotherServer_isARepeat() {
        assertThat(passed(post("a", 1, null, 1), post("a", 5, null, 1))).containsExactly(true, false);
    }

    @Test
    void older_comesTooLate() {
        assertThat(passed(post("b", 2, 2, 2), post("a", 1, null, 1))).containsExactly(true, false);
    }

    @Test
    void deletion_isNewOnce_andWhatCameBeforeItStaysDeleted() {
        NormalisedPost post = post("a", 1, null, 1);
        NormalisedPost delete = new NormalisedPost.Deleted("1", at(2));

        assertThat(passed(post, delete, post, delete)).containsExactly(true, true, false, false);
        assertThat(passed(delete, post)).containsExactly(true, false);
    }

    @Test
    void deletionWithoutATime_isNewOnce_andTheSamePostStaysDeleted() {
        NormalisedPost post = post("a", null, null, 1);
        NormalisedPost delete = new NormalisedPost.Deleted("1", null);

        assertThat(passed(post, delete, delete, post)).containsExactly(true, true, false, false);
    }

    @Test
    void erasedPostFromAnotherServer_staysErased() {
        assertThat(passed(post("a", 1, null, 1), new NormalisedPost.Erased("1", null), post("a", 5, null, 1)))
                .containsExactly(true, true, false);
    }

    @Test
    void postedAgainAfterItsDeletion_isNew() {
        assertThat(passed(post("a", 1, null, 1), new NormalisedPost.Deleted("1", at(2)), post("a", 3, null, 3)))
                .containsExactly(true, true, true);
        assertThat(passed(post("a", null, null, 1), new NormalisedPost.Deleted("1", null), post("a", null, null, 2)))
                .containsExactly(true, true, true);
    }

    @Test
    void revisions_areBounded() {
        PostRevisions revisions = PostRevisions.NONE;
        for (int i = 0; i < 100; i++) {
            revisions = revisions.after(post("text " + i, null, i, i));
        }

        assertThat(revisions.known()).hasSize(4);
    }

    @Test
    void newlyQuoted_isWhatNoRevisionBeforeHasQuoted() {
        assertThat(PostRevisions.NONE.newlyQuoted()).isNull();

        PostRevisions none = PostRevisions.NONE.after(quoting("a", null));
        PostRevisions added = none.after(quoting("b", "p"));
        PostRevisions edited = added.after(quoting("c", "p"));
        PostRevisions other = edited.after(quoting("d", "q"));

        assertThat(none.newlyQuoted()).isNull();
        assertThat(added.newlyQuoted()).isEqualTo("p");
        assertThat(edited.newlyQuoted()).isNull();
        assertThat(other.newlyQuoted()).isEqualTo("q");
    }

    private static NormalisedPost quoting(String text, @Nullable String quoted) {
        Post post = Events.post("1", text);
        return new NormalisedPost.Accepted(new Post(
                post.id(),
                post.text(),
                post.clean(),
                post.author(),
                post.platform(),
                post.language(),
                post.links(),
                post.createdAt(),
                post.arrivedAt(),
                new PostContext(null, null, null, List.of(), new PostReferences(null, null, quoted))));
    }

    /** Which of the outcomes are new, in their order. */
    private static List<Boolean> passed(NormalisedPost... outcomes) {
        List<Boolean> passed = new ArrayList<>();
        PostRevisions revisions = PostRevisions.NONE;
        for (NormalisedPost outcome : outcomes) {
            PostRevisions after = revisions.after(outcome);
            passed.add(after != null);
            revisions = after == null ? revisions : after;
        }
        return passed;
    }

    private static NormalisedPost post(
            String text, @Nullable Integer receivedAt, @Nullable Integer editedAt, int createdAt) {
        Post post = Events.post("1", text);
        return new NormalisedPost.Accepted(new Post(
                post.id(),
                post.text(),
                post.clean(),
                post.author(),
                post.platform(),
                post.language(),
                post.links(),
                at(createdAt),
                post.arrivedAt(),
                new PostContext(null, at(receivedAt), at(editedAt), List.of(), null)));
    }

    private static @Nullable Instant at(@Nullable Integer seconds) {
        return seconds == null ? null : T0.plusSeconds(seconds);
    }
}
