package dev.canard.indexer.policy;

import dev.canard.event.Match;
import dev.canard.event.PostClaims;
import dev.canard.event.PostMatches;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.lookback.LookBack;
import dev.canard.indexer.lookback.LookBackSettings;
import dev.canard.indexer.lookback.RecentPost;
import dev.canard.indexer.lookback.RecentPosts;
import dev.canard.indexer.lucene.DebunkIndex;
import dev.canard.indexer.lucene.DebunkIndexStore;
import dev.canard.indexer.lucene.DebunkSnapshot;
import dev.canard.indexer.match.DebunkMatcher;
import dev.canard.indexer.match.EncodedPost;
import dev.canard.indexer.match.MatchModels;
import dev.canard.indexer.match.Ranking;
import dev.canard.metrics.Meter;
import dev.canard.metrics.Meters;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A post with its claims to the judgement on it, and a changed debunk to judgements on the recent posts that it concerns; a deleted
 * post passes as it is. All judgements are keyed by post id.
 */
final class JudgePosts extends ContextualProcessor<String, MatchInput, String, @Nullable Judgement> {

    /** How often it is looked whether posts have to be judged again. */
    private static final Duration PACE = Duration.ofMillis(50);

    /** How long that is done at a time: new posts must not wait for it long. */
    private static final Duration AT_A_TIME = Duration.ofMillis(20);

    /** How many posts are judged again at a time, so that none of them waits for the next look. */
    private static final int IN_FLIGHT = 2;

    private final Encoders encoders;
    private final CrossEncoder crossEncoder;
    private final MatchModels models;
    private final Supplier<CuratedJudge> judge;
    private final LookBackSettings settings;
    private final Meters meters;
    private final InstantSource clock;
    private final Executor executor;
    private final Queue<InFlight> inFlight = new ArrayDeque<>();
    private @Nullable State state;

    /** What a task works with. */
    private record State(
            DebunkIndex index,
            DebunkMatcher matcher,
            RecentPosts posts,
            LookBack lookBack,
            KeyValueStore<String, PostAlerts> book) {}

    /**
     * A judgement.
     *
     * @param indexOffset how far the index had read the topic of debunks
     */
    private record Judged(EncodedPost post, Judgement judgement, long indexOffset) {}

    /** A post that is being judged again. */
    private record InFlight(LookBack.Due due, RecentPost post, CompletableFuture<Judged> judged) {}

    /**
     * @param judge the one that is in force when it is asked for
     * @param executor judges posts again, so that new ones need not wait for that
     */
    JudgePosts(
            Encoders encoders,
            CrossEncoder crossEncoder,
            MatchModels models,
            Supplier<CuratedJudge> judge,
            LookBackSettings settings,
            Meters meters,
            InstantSource clock,
            Executor executor) {
        this.encoders = encoders;
        this.crossEncoder = crossEncoder;
        this.models = models;
        this.judge = judge;
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
        this.executor = executor;
    }

    @Override
    public void init(ProcessorContext<String, @Nullable Judgement> context) {
        super.init(context);
        DebunkIndexStore store = context.getStateStore(MatchTopology.INDEX);
        DebunkIndex index = store.index();
        // What was restored may not be searchable yet.
        index.refresh();
        RecentPosts posts =
                new RecentPosts(context.getStateStore(MatchTopology.RECENT_POSTS), settings, encoders.ids());
        KeyValueStore<String, byte[]> alerted = context.getStateStore(MatchTopology.ALERTED_POSTS);
        state = new State(
                index,
                new DebunkMatcher(index::acquire, encoders, crossEncoder, models),
                posts,
                new LookBack(
                        context.getStateStore(MatchTopology.CHANGED_DEBUNKS),
                        posts,
                        debunkId -> AlertedPosts.of(alerted, debunkId)),
                context.getStateStore(MatchTopology.ALERT_BOOK));
        context.schedule(PACE, PunctuationType.WALL_CLOCK_TIME, _ -> lookBack());
    }

    @Override
    public void close() {
        inFlight.forEach(each -> each.judged().cancel(false));
        inFlight.clear();
    }

    @Override
    public void process(Record<String, MatchInput> record) {
        switch (record.value()) {
            case MatchInput.ArrivedPost(var claims) -> arrived(record, claims);
            case MatchInput.ChangedDebunk(var change) -> state().lookBack.changed(change);
        }
    }

    private void arrived(Record<String, MatchInput> record, @Nullable PostClaims claims) {
        if (claims == null) {
            state().posts.remove(record.key());
            context().forward(record.withValue(null));
            return;
        }
        Judged judged = judge(claims, record.timestamp());
        keep(judged, record.timestamp());
        Judgement judgement = judged.judgement();
        List<Match> matches = judgement.matches().matches();
        meters.count(
                Meter.MATCHED_POSTS,
                matches.isEmpty() ? "none" : matches.getFirst().outcome());
        if (judgement.matches().shadows() != null) {
            judgement
                    .matches()
                    .shadows()
                    .forEach(shadow -> meters.count(Meter.SHADOW_ALERTS, shadow.policy(), shadow.effect()));
        }
        Duration delay = Duration.between(claims.post().arrivedAt(), clock.instant());
        meters.record(Meter.VERDICT_DELAY, delay.isNegative() ? Duration.ZERO : delay);
        context().forward(record.withValue(judgement));
    }

    /**
     * Judges a post, in any thread.
     *
     * @param at the time of what made it be judged, in milliseconds since 1970
     */
    private Judged judge(PostClaims post, long at) {
        DebunkMatcher matcher = state().matcher;
        EncodedPost encoded = meters.cpu("encode", () -> matcher.encode(post));
        Ranking retrieved = meters.cpu("retrieve", () -> matcher.retrieve(encoded));
        Ranking ranking = meters.cpu("rerank", () -> matcher.rerank(retrieved));
        Judgement judgement = meters.cpu(
                "stance",
                () -> judge.get()
                        .judge(
                                ranking,
                                id -> state().index.debunk(id, ranking.indexOffset()),
                                Instant.ofEpochMilli(at)));
        return new Judged(encoded, judgement, ranking.indexOffset());
    }

    /**
     * Remembers a post.
     *
     * @param written the time of the post's record, in milliseconds since 1970
     */
    private void keep(Judged judged, long written) {
        if (!settings.window().isZero()) {
            state().posts.put(judged.post(), close(judged.judgement()), written, judged.indexOffset());
        }
    }

    /** The debunks that the judgement rests on, so that it may be another one without them, or with them where they are missing. */
    private static Set<String> close(Judgement judgement) {
        Set<String> close = new HashSet<>(judgement.awaited());
        for (Match match : judgement.matches().matches()) {
            if (match.about() != null) {
                close.add(match.debunk().id());
                close.addAll(match.twins());
            }
        }
        return close;
    }

    private void lookBack() {
        if (state().lookBack.isDone()) {
            return;
        }
        long start = System.nanoTime();
        try (DebunkSnapshot snapshot = state().index.acquire()) {
            state().lookBack.advance(snapshot);
        }
        do {
            begin();
        } while (finish() && System.nanoTime() - start < AT_A_TIME.toNanos());
    }

    private void begin() {
        while (inFlight.size() < IN_FLIGHT) {
            LookBack.Due due = state().lookBack.next();
            if (due == null) {
                return;
            }
            RecentPost post = state().posts.get(due.postId());
            if (post == null) {
                state().lookBack.done(due);
                forward(due, withoutPost(due));
            } else {
                long at = due.change().changedAt().toEpochMilli();
                inFlight.add(new InFlight(
                        due, post, CompletableFuture.supplyAsync(() -> judge(post.claims(), at), executor)));
            }
        }
    }

    /** Passes on what has been judged; false if nothing has. */
    private boolean finish() {
        boolean finished = false;
        while (!inFlight.isEmpty() && inFlight.element().judged().isDone()) {
            InFlight next = inFlight.remove();
            Judged judged = next.judged().join();
            RecentPost now = state().posts.get(next.due().postId());
            state().lookBack.done(next.due());
            if (now == null) {
                forward(next.due(), withoutPost(next.due()));
            } else if (now.claims().equals(next.post().claims()) && now.indexOffset() <= judged.indexOffset()) {
                keep(judged, now.time());
                forward(next.due(), judged.judgement());
            }
            // Else it has come again, and was judged with an index that holds the change.
            finished = true;
        }
        return finished;
    }

    private void forward(LookBack.Due due, @Nullable Judgement judgement) {
        if (judgement == null) {
            return;
        }
        meters.count(Meter.REJUDGED_POSTS, judgement.alert() == null ? "no_alert" : "alert");
        Duration delay = Duration.between(due.change().changedAt(), clock.instant());
        meters.record(Meter.LOOK_BACK_DELAY, delay.isNegative() ? Duration.ZERO : delay);
        context()
                .forward(new Record<>(
                        due.postId(),
                        judgement.because(due.change()),
                        due.change().changedAt().toEpochMilli()));
    }

    /** The alert of a post that is no longer kept cannot be judged again, but does not outlive its debunk. */
    private @Nullable Judgement withoutPost(LookBack.Due due) {
        PostAlerts alerts = state().book.get(due.postId());
        return alerts == null || alerts.open() == null || !due.change().retracted()
                ? null
                : new Judgement(
                        new PostMatches(
                                alerts.open().post(), List.of(), alerts.open().judgedBy()),
                        null);
    }

    private State state() {
        return Objects.requireNonNull(state, "not initialised");
    }
}
