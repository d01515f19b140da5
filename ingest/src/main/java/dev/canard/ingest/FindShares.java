package dev.canard.ingest;

import dev.canard.event.Post;
import dev.canard.event.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes of which {@link RemoveRepeats} has seen to that they are new, to the shares that they are, by the id of the post that was passed on.
 * A post that quotes is one share, however often it is edited. Nobody passes on themselves.
 */
final class FindShares extends ContextualProcessor<String, NormalisedPost, String, Share> {

    private final Duration window;
    private @Nullable WindowStore<String, PostRevisions> revisions;

    /** @param window of the store of {@link RemoveRepeats} */
    FindShares(Duration window) {
        this.window = window;
    }

    @Override
    public void init(ProcessorContext<String, Share> context) {
        super.init(context);
        revisions = context.getStateStore(RemoveRepeats.STORE);
    }

    @Override
    public void process(Record<String, NormalisedPost> record) {
        Share share = switch (record.value()) {
            case NormalisedPost.Reposted(var repost) ->
                new Share(
                        repost.id(),
                        repost.postId(),
                        Share.Kind.REPOST,
                        Objects.requireNonNullElseGet(
                                repost.createdAt(), () -> Instant.ofEpochMilli(record.timestamp())),
                        repost.platform());
            case NormalisedPost.Accepted(var post) -> quote(post, record.timestamp());
            case NormalisedPost.Deleted _,
                    NormalisedPost.Erased _,
                    NormalisedPost.Repeated _,
                    NormalisedPost.AccountDeleted _,
                    NormalisedPost.Ignored _,
                    NormalisedPost.Rejected _ -> null;
        };
        if (share != null && !share.id().equals(share.postId())) {
            context().forward(record.withKey(share.postId()).withValue(share));
        }
    }

    private @Nullable Share quote(Post post, long time) {
        if (post.context() == null
                || post.context().references() == null
                || post.context().references().quoted() == null) {
            return null;
        }
        String quoted = RemoveRepeats.known(Objects.requireNonNull(revisions), window, post.id(), time)
                .value
                .newlyQuoted();
        return quoted == null
                ? null
                : new Share(post.id(), quoted, Share.Kind.QUOTE, post.createdAt(), post.platform());
    }
}
