package dev.canard.ingest;

import dev.canard.event.AccountDeletion;
import dev.canard.event.DeadLetter;
import dev.canard.event.Post;
import dev.canard.metrics.Meter;
import dev.canard.metrics.Meters;
import dev.canard.topic.EraseHeader;
import dev.canard.topic.RawHeaders;
import dev.canard.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * {@code posts.raw} to {@code posts}, each revision of a post once; what cannot be used goes to {@code dead.letters}. That a post was passed on, by a repost
 * or a quote, goes to {@code shares}. The posts of an account come in by any partition, so that its deletion goes through {@code account.deletions} to all of
 * them. What concerns no post is counted only.
 */
public final class IngestTopology implements Supplier<Topology> {

    private static final String STAGE = "ingest";

    private final Topics topics;
    private final PostNormaliser normaliser;
    private final Duration repeatWindow;
    private final Meters meters;

    public IngestTopology(Topics topics, IngestSettings settings, Meters meters) {
        this.topics = topics;
        this.normaliser = new PostNormaliser(PostFormats.all(), settings);
        this.repeatWindow = settings.repeatWindow();
        this.meters = meters;
    }

    @Override
    public Topology get() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(RemoveRepeats.store(repeatWindow));
        builder.addStateStore(
                PostsOfAccounts.store(Objects.requireNonNull(topics.posts().retention())));
        KStream<String, NormalisedPost> deletedWithAccounts = builder.stream(
                        topics.accountDeletions().name(),
                        topics.accountDeletions().consumed("read-account-deletions"))
                .process(DeleteAccounts::new, Named.as("delete-posts-of-account"), PostsOfAccounts.STORE);
        KStream<String, NormalisedPost> outcomes = builder.stream(
                        topics.postsRaw().name(), topics.postsRaw().consumed("read-raw-posts"))
                // Parses, checks and cleans; the key becomes the post's id.
                .process(Normalise::new, Named.as("normalise-post"))
                .merge(deletedWithAccounts, Named.as("with-posts-of-deleted-accounts"))
                // Recognises what was said before: sources repeat themselves where they were cut off.
                .process(() -> new RemoveRepeats(repeatWindow), Named.as("remove-repeats"), RemoveRepeats.STORE)
                .process(RememberAccounts::new, Named.as("remember-account"), PostsOfAccounts.STORE)
                // Counts what came out: every payload is one of the outcomes.
                .peek((id, post) -> count(post), Named.as("count-outcome"));

        outcomes
                // Values and errors part. The rest, which no later step reads, ends here.
                .split(Named.as("outcome-"))
                .branch((id, post) -> isRejected(post), Branched.withConsumer(this::writeDeadLetters, "rejected"))
                .branch(
                        (id, post) -> isAccountDeletion(post),
                        Branched.withConsumer(this::writeAccountDeletions, "account-deleted"))
                .branch((id, post) -> concernsAPost(post), Branched.withConsumer(this::writePosts, "usable"))
                .noDefaultBranch();

        outcomes
                // A repost, or a post that quotes another, says that another one was passed on.
                .process(() -> new FindShares(repeatWindow), Named.as("find-shares"), RemoveRepeats.STORE)
                .to(topics.shares().name(), topics.shares().produced("write-shares"));
        return builder.build();
    }

    private void writePosts(KStream<String, NormalisedPost> usable) {
        usable.mapValues(IngestTopology::postOf, Named.as("to-post"))
                .to(topics.posts().name(), topics.posts().produced("write-posts"));
    }

    private void writeAccountDeletions(KStream<String, NormalisedPost> deleted) {
        deleted.mapValues(IngestTopology::deletionOf, Named.as("to-account-deletion"))
                .to(topics.accountDeletions().name(), topics.accountDeletions().produced("write-account-deletions"));
    }

    private void writeDeadLetters(KStream<String, NormalisedPost> rejected) {
        rejected.mapValues(IngestTopology::letterOf, Named.as("to-dead-letter"))
                .to(topics.deadLetters().name(), topics.deadLetters().produced("write-dead-letters"));
    }

    private void count(NormalisedPost outcome) {
        switch (outcome) {
            case NormalisedPost.Accepted _ -> meters.count(Meter.POSTS);
            case NormalisedPost.Deleted _ -> meters.count(Meter.POST_DELETES);
            case NormalisedPost.Erased _ -> meters.count(Meter.ERASED_POSTS);
            case NormalisedPost.Reposted _ -> meters.count(Meter.REPOSTS);
            case NormalisedPost.Repeated _ -> meters.count(Meter.REPEATED_POSTS);
            case NormalisedPost.AccountDeleted _ -> meters.count(Meter.ACCOUNT_DELETES);
            case NormalisedPost.Ignored(var reason) -> meters.count(Meter.IGNORED_EVENTS, reason);
            case NormalisedPost.Rejected(DeadLetter letter) -> meters.count(Meter.DEAD_LETTERS, STAGE, letter.kind());
        }
    }

    private static boolean concernsAPost(NormalisedPost outcome) {
        return outcome instanceof NormalisedPost.Accepted
                || outcome instanceof NormalisedPost.Deleted
                || outcome instanceof NormalisedPost.Erased;
    }

    private static boolean isRejected(NormalisedPost outcome) {
        return outcome instanceof NormalisedPost.Rejected;
    }

    private static boolean isAccountDeletion(NormalisedPost outcome) {
        return outcome instanceof NormalisedPost.AccountDeleted;
    }

    private static AccountDeletion deletionOf(NormalisedPost outcome) {
        return ((NormalisedPost.AccountDeleted) outcome).deletion();
    }

    /** The post, null for one that was deleted or is to be erased. */
    private static @Nullable Post postOf(NormalisedPost outcome) {
        return outcome instanceof NormalisedPost.Accepted(Post post) ? post : null;
    }

    private static DeadLetter letterOf(NormalisedPost outcome) {
        return ((NormalisedPost.Rejected) outcome).letter();
    }

    /** Gives {@link PostNormaliser} what only a processor can see of a record: where it was read from. */
    private final class Normalise extends ContextualProcessor<String, byte[], String, NormalisedPost> {

        @Override
        public void process(Record<String, byte[]> record) {
            RecordMetadata from = context().recordMetadata().orElseThrow();
            RawPost raw = new RawPost(
                    record.key(),
                    record.value(),
                    RawHeaders.of(record.headers()),
                    from.topic(),
                    from.partition(),
                    from.offset(),
                    Instant.ofEpochMilli(record.timestamp()));
            NormalisedPost outcome = meters.cpu("normalise", () -> normaliser.normalise(raw));
            // A source's headers are not passed on: they could pose as ours.
            Headers headers = new RecordHeaders();
            if (outcome instanceof NormalisedPost.Erased) {
                EraseHeader.addTo(headers);
            }
            context().forward(new Record<>(keyOf(outcome, record.key()), outcome, record.timestamp(), headers));
        }

        private static @Nullable String keyOf(NormalisedPost outcome, @Nullable String keyAsRead) {
            return switch (outcome) {
                case NormalisedPost.Rejected _ -> keyAsRead;
                case NormalisedPost.AccountDeleted(AccountDeletion deletion) -> deletion.accountId();
                default -> outcome.postId();
            };
        }
    }
}
