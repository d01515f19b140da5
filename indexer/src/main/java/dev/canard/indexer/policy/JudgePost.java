package dev.canard.indexer.policy;

import dev.canard.event.Match;
import dev.canard.event.PostClaims;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.lucene.DebunkIndex;
import dev.canard.indexer.lucene.DebunkIndexStore;
import dev.canard.indexer.match.DebunkMatcher;
import dev.canard.indexer.match.EncodedPost;
import dev.canard.indexer.match.MatchModels;
import dev.canard.indexer.match.Ranking;
import dev.canard.metrics.Meter;
import dev.canard.metrics.Meters;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.jspecify.annotations.Nullable;

/** A post with its claims to the judgement on it; a deleted post passes as it is. */
final class JudgePost extends ContextualFixedKeyProcessor<String, @Nullable PostClaims, @Nullable Judgement> {

    private final Encoders encoders;
    private final CrossEncoder crossEncoder;
    private final MatchModels models;
    private final PostJudge judge;
    private final Meters meters;
    private final InstantSource clock;
    private @Nullable DebunkMatcher matcher;

    JudgePost(
            Encoders encoders,
            CrossEncoder crossEncoder,
            MatchModels models,
            PostJudge judge,
            Meters meters,
            InstantSource clock) {
        this.encoders = encoders;
        this.crossEncoder = crossEncoder;
        this.models = models;
        this.judge = judge;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public void init(FixedKeyProcessorContext<String, @Nullable Judgement> context) {
        super.init(context);
        DebunkIndexStore store = context.getStateStore(MatchTopology.INDEX);
        DebunkIndex index = store.index();
        // What was restored may not be searchable yet.
        index.refresh();
        matcher = new DebunkMatcher(index::acquire, encoders, crossEncoder, models);
    }

    @Override
    public void process(FixedKeyRecord<String, @Nullable PostClaims> record) {
        PostClaims post = record.value();
        context()
                .forward(record.withValue(post == null ? null : judge(post, Instant.ofEpochMilli(record.timestamp()))));
    }

    private Judgement judge(PostClaims post, Instant at) {
        if (matcher == null) {
            throw new IllegalStateException("not initialised");
        }
        DebunkMatcher matching = matcher;
        EncodedPost encoded = meters.cpu("encode", () -> matching.encode(post));
        Ranking retrieved = meters.cpu("retrieve", () -> matching.retrieve(encoded));
        Ranking ranking = meters.cpu("rerank", () -> matching.rerank(retrieved));
        Judgement judgement = meters.cpu("stance", () -> judge.judge(ranking, at));
        List<Match> matches = judgement.matches().matches();
        meters.count(
                Meter.MATCHED_POSTS,
                matches.isEmpty() ? "none" : matches.getFirst().outcome());
        Duration delay = Duration.between(post.post().arrivedAt(), clock.instant());
        meters.record(Meter.VERDICT_DELAY, delay.isNegative() ? Duration.ZERO : delay);
        return judgement;
    }
}
