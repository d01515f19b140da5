package dev.canard.ingest;

import dev.canard.event.AccountDeletion;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Deletions of accounts to deletions of those of their posts that came in by this partition. */
final class DeleteAccounts extends ContextualProcessor<String, AccountDeletion, String, NormalisedPost> {

    private @Nullable PostsOfAccounts posts;

    @Override
    public void init(ProcessorContext<String, NormalisedPost> context) {
        super.init(context);
        posts = new PostsOfAccounts(context.getStateStore(PostsOfAccounts.STORE));
    }

    @Override
    public void process(Record<String, AccountDeletion> record) {
        for (String post : Objects.requireNonNull(posts).of(record.value().accountId())) {
            // Without the record's headers, which name the account.
            context().forward(new Record<>(post, new NormalisedPost.Deleted(post, null), record.timestamp()));
        }
    }
}
