package dev.canard.deploy.evaluation;

import dev.canard.classifier.ClaimExtractor;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.pipeline.Models;
import dev.canard.deploy.pipeline.SentenceEncoders;
import dev.canard.deploy.source.InputFile;
import dev.canard.deploy.source.InputReader;
import dev.canard.deploy.source.InputReader.ReadPost;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.Debunk;
import dev.canard.event.Vector;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.encoder.CrossEncoderUse;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.match.DebunkMatcher;
import dev.canard.indexer.match.EncodedPost;
import dev.canard.indexer.match.MatchModels;
import dev.canard.indexer.match.Ranking;
import dev.canard.indexer.policy.CuratedJudge;
import dev.canard.indexer.policy.Judgement;
import dev.canard.indexer.policy.MatchPolicy;
import dev.canard.indexer.policy.PostJudge;
import dev.canard.indexer.policy.ShadowPolicies;
import dev.canard.indexer.rule.RuleMatcher;
import dev.canard.indexer.stance.StanceEstimator;
import dev.canard.metrics.Meter;
import dev.canard.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What evaluations and single checks share: the models, and the vectors of every debunk that one of them encoded, so that each text is encoded
 * once. Owns the models. Posts are worked on by one thread, so that what a step costs can be told.
 */
public final class Workbench implements AutoCloseable {

    private static final String EXTRACT = "claims";
    private static final String ENCODE = "encode";
    private static final String RANK = "rank";
    private static final String JUDGE = "judge";

    private final CanardSettings settings;
    private final Terminal terminal;
    private final Encoders encoders;
    private final CrossEncoder crossEncoder;
    private final CrossEncoder stanceReader;
    private final MatchModels models;
    private final StanceEstimator stances;
    private final ClaimExtractor extractor;
    private final InputReader reader;
    private final CuratedJudge curated;
    private final Map<Texts, List<Vector>> vectors = new ConcurrentHashMap<>();

    private Meters meters = new Meters(new SimpleMeterRegistry());

    /** What the vectors of a debunk depend on. */
    private record Texts(
            String claim, @Nullable String title, @Nullable String body) {}

    /**
     * Takes ownership of all encoders.
     *
     * @param crossEncoder reads for the models
     * @param models how to rank, for these encoders
     * @param stanceReader reads for the stances
     * @param stances how a post stands to a debunk
     */
    public Workbench(
            CanardSettings settings,
            Terminal terminal,
            Encoders encoders,
            CrossEncoder crossEncoder,
            MatchModels models,
            CrossEncoder stanceReader,
            StanceEstimator stances) {
        this.settings = settings;
        this.terminal = terminal;
        this.encoders = encoders;
        this.crossEncoder = crossEncoder;
        this.stanceReader = stanceReader;
        this.models = models;
        this.stances = stances;
        extractor = new ClaimExtractor(
                settings.classifier(),
                settings.classifier().encodeClaims() ? SentenceEncoders.of(encoders) : List.of());
        reader = InputReader.of(settings, terminal);
        curated = new CuratedJudge(
                settings.policy(),
                stances,
                models,
                settings::encodersKnow,
                new RuleMatcher(settings.rules().load()),
                ShadowPolicies.NONE,
                encoders::vectorsOf);
    }

    /** A workbench with the models that the pipeline runs with. */
    public static Workbench open(CanardSettings settings, Terminal terminal) {
        Models models = new Models(settings.models());
        CrossEncoder stanceReader = models.crossEncoder(CrossEncoderUse.STANCE);
        return new Workbench(
                settings,
                terminal,
                Encoders.load(settings.encoders()),
                models.crossEncoder(CrossEncoderUse.RANKING),
                models.matching(),
                stanceReader,
                models.stance(stanceReader));
    }

    Terminal terminal() {
        return terminal;
    }

    MatchPolicy policy() {
        return settings.policy();
    }

    /** The models in one word: changes with whatever changes a judgement. */
    String models() {
        return models.id() + "+" + stances.version();
    }

    Baselines baselines() {
        return new Baselines(encoders.ids());
    }

    /**
     * The debunks of some files.
     *
     * @throws IOException if a file cannot be read, or none of them holds a debunk
     */
    List<Debunk> debunks(List<InputFile> files) throws IOException {
        List<Debunk> debunks = reader.debunks(files);
        if (debunks.isEmpty()) {
            throw new IOException("no debunk in " + names(files));
        }
        return debunks;
    }

    /**
     * Reads, encodes and indexes the debunks of some files.
     *
     * @throws IOException if a file cannot be read, or none of them holds a debunk
     */
    IndexedDebunks index(List<InputFile> files) throws IOException {
        return index(debunks(files));
    }

    /** Indexes debunks. Those that lack the vectors of an encoder are encoded. */
    public IndexedDebunks index(Collection<Debunk> debunks) throws IOException {
        AtomicInteger done = new AtomicInteger();
        List<Debunk> encoded = debunks.parallelStream()
                .map(debunk -> {
                    if (isEncoded(debunk)) {
                        return debunk;
                    }
                    List<Vector> its = vectors.computeIfAbsent(
                            new Texts(debunk.claim(), debunk.title(), debunk.body()), _ -> encoders.vectorsOf(debunk));
                    terminal.progress("%,d of %,d debunks encoded".formatted(done.incrementAndGet(), debunks.size()));
                    return debunk.withVectors(its);
                })
                .toList();
        terminal.end();
        return new IndexedDebunks(encoded, encoders.ids());
    }

    private boolean isEncoded(Debunk debunk) {
        return debunk.vectors().stream()
                .map(Vector::encoder)
                .collect(Collectors.toSet())
                .containsAll(encoders.ids());
    }

    /**
     * A post that is nothing but a text; empty, with the cause told, where the pipeline would not take it.
     *
     * @param name what it is called
     */
    public Optional<ReadPost> post(String name, String text) {
        return reader.post(name, text);
    }

    /**
     * The posts of a file.
     *
     * @throws IOException if it cannot be read, or holds no post
     */
    List<ReadPost> posts(InputFile file) throws IOException {
        List<ReadPost> posts = reader.posts(List.of(file));
        if (posts.isEmpty()) {
            throw new IOException("no post in " + file.name());
        }
        return posts;
    }

    /** Posts as the ranking wants them, in the same order. */
    List<EncodedPost> encode(List<ReadPost> posts, IndexedDebunks debunks) {
        List<EncodedPost> encoded = new ArrayList<>();
        for (ReadPost post : posts) {
            encoded.add(encode(post, debunks));
            terminal.progress("%,d of %,d posts encoded".formatted(encoded.size(), posts.size()));
        }
        terminal.end();
        return encoded;
    }

    /** A post as the ranking wants it. */
    public EncodedPost encode(ReadPost post, IndexedDebunks debunks) {
        DebunkMatcher matcher = matcher(debunks);
        var claims = meters.cpu(EXTRACT, () -> extractor.extract(post.post()));
        return meters.cpu(ENCODE, () -> matcher.encode(claims));
    }

    /** Canard's ranking of all that is indexed. */
    public Ranking rank(EncodedPost post, IndexedDebunks debunks) {
        return rank(post, debunks, Set.of());
    }

    /** Canard's ranking, as if the hidden debunks were not indexed. */
    Ranking rank(EncodedPost post, IndexedDebunks debunks, Set<String> hidden) {
        DebunkMatcher matcher = matcher(debunks);
        return meters.cpu(RANK, () -> matcher.rank(post, hidden));
    }

    /** What becomes of a ranking under the policy of the settings. */
    public Judgement judge(Ranking ranking) {
        return judge(ranking, policy());
    }

    /** What becomes of a ranking under the policy and the rules of the settings. */
    public Judgement judge(Ranking ranking, IndexedDebunks debunks) {
        return curated.judge(ranking, id -> debunks.index().debunk(id, ranking.indexOffset()), Instant.EPOCH);
    }

    /** What becomes of a ranking under a policy. */
    Judgement judge(Ranking ranking, MatchPolicy policy) {
        PostJudge judge = new PostJudge(policy, stances, models, settings::encodersKnow);
        return meters.cpu(JUDGE, () -> judge.judge(ranking, Instant.EPOCH));
    }

    private DebunkMatcher matcher(IndexedDebunks debunks) {
        return new DebunkMatcher(debunks.index()::acquire, encoders, crossEncoder, models);
    }

    /** Forgets what was measured so far. */
    void startMeasuring() {
        meters = new Meters(new SimpleMeterRegistry());
    }

    /** Mean CPU time of the calling thread in milliseconds since {@link #startMeasuring}, for reading claims of a post. */
    double extractionMillis() {
        return millis(EXTRACT);
    }

    /** The same for encoding a post. */
    double encodingMillis() {
        return millis(ENCODE);
    }

    /** The same for Canard's search and ranking. */
    double rankingMillis() {
        return millis(RANK);
    }

    private double millis(String step) {
        return meters.timer(Meter.STAGE_CPU, step).mean(TimeUnit.MILLISECONDS);
    }

    private static String names(List<InputFile> files) {
        return String.join(", ", files.stream().map(InputFile::name).toList());
    }

    @Override
    public void close() {
        encoders.close();
        crossEncoder.close();
        stanceReader.close();
    }
}
