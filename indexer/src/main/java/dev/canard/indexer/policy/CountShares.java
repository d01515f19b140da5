package dev.canard.indexer.policy;

import dev.canard.event.Share;
import dev.canard.event.ShareCount;
import dev.canard.topic.EraseHeader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Counts how often each post is passed on, and tells it of those that have an open alert: all that came before the alert when it is raised,
 * what comes after it at most once a {@link #PACE}. Of a post that is erased nothing is left.
 */
final class CountShares extends ContextualProcessor<String, ShareInput, String, @Nullable ShareCount> {

    /** The store of the ids of posts whose count is to be told; a restart must not lose them. */
    static final String TO_TELL = "shares-to-tell";

    /** How often a count is told at most, however many pass the post on meanwhile. */
    static final Duration PACE = Duration.ofSeconds(5);

    /** Several times as many as a partition of a large platform has new ones in that time. */
    private static final int FORGOTTEN_AT_A_TIME = 1_000;

    private static final byte[] NOTHING = {};

    private @Nullable ShareTallies tallies;
    private @Nullable KeyValueStore<String, PostAlerts> book;
    private @Nullable KeyValueStore<String, byte[]> toTell;

    @Override
    public void init(ProcessorContext<String, @Nullable ShareCount> context) {
        super.init(context);
        tallies =
                new ShareTallies(context.getStateStore(ShareTallies.STORE), context.getStateStore(ShareTallies.BY_DAY));
        book = context.getStateStore(MatchTopology.ALERT_BOOK);
        toTell = context.getStateStore(TO_TELL);
        context.schedule(PACE, PunctuationType.WALL_CLOCK_TIME, _ -> {
            tell();
            tallies().forgetOld(Instant.ofEpochMilli(context.currentStreamTimeMs()), FORGOTTEN_AT_A_TIME);
        });
    }

    @Override
    public void process(Record<String, ShareInput> record) {
        switch (record.value()) {
            case ShareInput.PassedOn(Share share) -> {
                tallies().add(record.key(), share.kind(), Instant.ofEpochMilli(record.timestamp()));
                if (hasOpenAlert(record.key())) {
                    toTell().put(record.key(), NOTHING);
                }
            }
            case ShareInput.Judged(Judgement judgement) -> judged(record, judgement);
        }
    }

    private void judged(Record<String, ShareInput> record, @Nullable Judgement judgement) {
        if (judgement == null) {
            if (EraseHeader.of(record.headers())) {
                tallies().forget(record.key());
                toTell().delete(record.key());
                context().forward(record.withValue(null));
            }
        } else if (judgement.alert() != null && tallies().get(record.key()) != null) {
            toTell().put(record.key(), NOTHING);
        }
    }

    private boolean hasOpenAlert(String postId) {
        PostAlerts alerts = Objects.requireNonNull(book).get(postId);
        return alerts != null && alerts.open() != null;
    }

    private void tell() {
        List<String> posts = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = toTell().all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> next = all.next();
                posts.add(next.key);
            }
        }
        for (String post : posts) {
            ShareTally tally = tallies().get(post);
            if (tally != null) {
                context()
                        .forward(new Record<>(
                                post, tally.of(post), tally.lastAt().toEpochMilli()));
            }
            toTell().delete(post);
        }
    }

    private ShareTallies tallies() {
        return Objects.requireNonNull(tallies, "not initialised");
    }

    private KeyValueStore<String, byte[]> toTell() {
        return Objects.requireNonNull(toTell, "not initialised");
    }
}
