package dev.canard.ingest;

import dev.canard.event.Author;
import dev.canard.event.Post;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Passes each outcome on, and remembers whose a post is, so that it can be deleted with its author's account. */
final class RememberAccounts extends ContextualProcessor<String, NormalisedPost, String, NormalisedPost> {

    private @Nullable PostsOfAccounts posts;

    @Override
    public void init(ProcessorContext<String, NormalisedPost> context) {
        super.init(context);
        posts = new PostsOfAccounts(context.getStateStore(PostsOfAccounts.STORE));
    }

    @Override
    public void process(Record<String, NormalisedPost> record) {
        PostsOfAccounts known = Objects.requireNonNull(posts);
        if (record.value() instanceof NormalisedPost.Accepted(Post post)) {
            Author author = post.author();
            if (author != null && author.id() != null) {
                known.remember(author.id(), post.id(), record.timestamp());
            }
        } else if (record.value() instanceof NormalisedPost.Erased(String post, String account)) {
            if (account == null) {
                known.forget(post);
            } else {
                known.forget(account, post);
            }
        }
        context().forward(record);
    }
}
