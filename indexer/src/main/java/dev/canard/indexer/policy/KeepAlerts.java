package dev.canard.indexer.policy;

import dev.canard.event.Alert;
import dev.canard.metrics.Meter;
import dev.canard.metrics.Meters;
import dev.canard.topic.EraseHeader;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Judgements on a post to revisions of its alerts, by way of its page in the {@link AlertBook}. Of a post that is erased nothing is left. */
final class KeepAlerts extends ContextualProcessor<String, @Nullable Judgement, String, PostAlert> {

    private final Meters meters;
    private @Nullable KeyValueStore<String, PostAlerts> book;
    private @Nullable KeyValueStore<String, byte[]> alerted;

    KeepAlerts(Meters meters) {
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, PostAlert> context) {
        super.init(context);
        book = context.getStateStore(MatchTopology.ALERT_BOOK);
        alerted = context.getStateStore(MatchTopology.ALERTED_POSTS);
    }

    @Override
    public void process(Record<String, @Nullable Judgement> record) {
        if (book == null || alerted == null) {
            throw new IllegalStateException("not initialised");
        }
        PostAlerts stored = book.get(record.key());
        PostAlerts before = stored == null ? PostAlerts.NONE : stored;
        Judgement judgement = record.value();
        if (judgement == null && EraseHeader.of(record.headers())) {
            if (before.open() != null) {
                AlertedPosts.remove(alerted, before.open().debunk().id(), record.key());
            }
            book.delete(record.key());
            before.revisions()
                    .keySet()
                    .forEach(id -> context().forward(record.withKey(id).withValue(new PostAlert(record.key(), null))));
            return;
        }
        Instant at = Instant.ofEpochMilli(record.timestamp());
        AlertBook.Update update =
                judgement == null ? AlertBook.deleted(before, at) : AlertBook.judged(before, judgement, at);
        if (!update.alerts().isEmpty()) {
            book.put(record.key(), update.state());
        }
        for (Alert alert : update.alerts()) {
            meters.count(Meter.ALERTS, alert.status(), alert.debunk().rating().verdict());
            switch (alert.status()) {
                case OPEN -> AlertedPosts.add(alerted, alert.debunk().id(), record.key());
                case WITHDRAWN -> AlertedPosts.remove(alerted, alert.debunk().id(), record.key());
            }
            context().forward(record.withKey(alert.id()).withValue(new PostAlert(record.key(), alert)));
        }
    }
}
