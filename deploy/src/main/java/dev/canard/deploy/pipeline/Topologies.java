package dev.canard.deploy.pipeline;

import dev.canard.classifier.ClaimExtractor;
import dev.canard.classifier.ClassifierTopology;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.config.ShadowModelSettings;
import dev.canard.indexer.debunk.DebunkEncoding;
import dev.canard.indexer.debunk.DebunkReader;
import dev.canard.indexer.debunk.DebunkTopology;
import dev.canard.indexer.encoder.CachedCrossEncoder;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.encoder.CrossEncoderUse;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.encoder.ResultCache;
import dev.canard.indexer.lucene.DebunkSnapshot;
import dev.canard.indexer.match.CandidateRanker;
import dev.canard.indexer.match.DebunkMatcher;
import dev.canard.indexer.match.MatchModels;
import dev.canard.indexer.policy.CuratedJudge;
import dev.canard.indexer.policy.MatchPolicy;
import dev.canard.indexer.policy.MatchTopology;
import dev.canard.indexer.policy.ShadowPolicies;
import dev.canard.indexer.rule.RuleMatcher;
import dev.canard.indexer.stance.StanceEstimator;
import dev.canard.ingest.IngestTopology;
import dev.canard.metrics.Meters;
import dev.canard.topic.Topics;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds the topologies with what they need. Models are loaded when the first topology that uses them is built, and shared. */
public final class Topologies implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Topologies.class);

    private final CanardSettings settings;
    private final Meters meters;
    private final InstantSource clock;
    private final Topics topics;
    private final Models models;
    private final RuleMatcher rules;

    private final ExecutorService lookBack;
    private @Nullable Encoders encoders;
    private final Map<CrossEncoderUse, CrossEncoder> crossEncoders = new EnumMap<>(CrossEncoderUse.class);

    /** Those in use, and those for stance of the models in shadow. */
    private final List<CrossEncoder> opened = new ArrayList<>();

    private @Nullable ResultCache cache;
    private @Nullable ShadowPolicies shadows;
    private MatchPolicy policy;
    private volatile @Nullable CuratedJudge judge;

    /** @throws dev.canard.indexer.rule.RuleException if the rules that the settings name cannot be used */
    public Topologies(CanardSettings settings, Meters meters, InstantSource clock) {
        // Half of the processors are left to new posts.
        this(
                settings,
                meters,
                clock,
                Executors.newFixedThreadPool(
                        Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                        Thread.ofPlatform().daemon().name("look-back-", 0).factory()));
    }

    /** @param lookBack judges posts again; closed with this */
    Topologies(CanardSettings settings, Meters meters, InstantSource clock, ExecutorService lookBack) {
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
        this.lookBack = lookBack;
        policy = settings.policy();
        topics = new Topics(settings.topics());
        models = new Models(settings.models());
        // Now, so that a mistake in them stops a run before its work and not after it.
        rules = new RuleMatcher(settings.rules().load());
    }

    /** A new topology of an application. */
    public Topology of(Application application) {
        return switch (application) {
            case INGEST -> new IngestTopology(topics, settings.ingest(), meters).get();
            case CLASSIFIER -> new ClassifierTopology(topics, extractor(), meters).get();
            case DEBUNKS ->
                new DebunkTopology(
                                topics,
                                DebunkReader.standard(settings.debunks()),
                                new DebunkEncoding(encoders().ids(), encoders()::vectorsOf),
                                meters)
                        .get();
            case MATCHER -> matcher().get();
        };
    }

    /**
     * The application's id, which is also the name of its group. That of the debunks changes with the encoders and with what is
     * encoded: a new group reads all fact-checks again, and so encodes them anew.
     */
    String id(Application application) {
        String id = application.id(settings.topics());
        return application == Application.DEBUNKS
                ? id + "-"
                        + Integer.toHexString(
                                List.of(encoders().ids(), Encoders.FIELDS).hashCode())
                : id;
    }

    private MatchTopology matcher() {
        judge();
        return new MatchTopology(
                topics,
                encoders(),
                crossEncoder(CrossEncoderUse.RANKING),
                models.matching(),
                this::judge,
                settings.lookBack(),
                meters,
                clock,
                lookBack);
    }

    /** Puts another policy into force, for all posts that are judged from now on. */
    public synchronized void use(MatchPolicy other) {
        policy = other;
        judge = null;
    }

    /** What reads the claims of a post; loads the models. */
    public ClaimExtractor extractor() {
        return new ClaimExtractor(
                settings.classifier(),
                settings.classifier().encodeClaims() ? SentenceEncoders.of(encoders()) : List.of());
    }

    /**
     * What ranks the debunks of an index for a post; loads the models.
     *
     * @param index gives what is searched
     */
    public DebunkMatcher matcher(Supplier<DebunkSnapshot> index) {
        return new DebunkMatcher(index, encoders(), crossEncoder(CrossEncoderUse.RANKING), models.matching());
    }

    /** The encoders whose vectors debunks have; loads the models. */
    public List<String> encoderIds() {
        return encoders().ids();
    }

    /** What decides what becomes of a ranking, by the policy that is in force now; loads the models. */
    public CuratedJudge judge() {
        CuratedJudge inForce = judge;
        return inForce == null ? newJudge() : inForce;
    }

    private synchronized CuratedJudge newJudge() {
        if (judge == null) {
            StanceEstimator stances = models.stance(crossEncoder(CrossEncoderUse.STANCE));
            MatchModels matching = models.matching();
            judge = new CuratedJudge(
                    policy,
                    stances,
                    matching,
                    settings::encodersKnow,
                    rules,
                    shadows(stances, matching),
                    encoders()::vectorsOf);
        }
        return judge;
    }

    /**
     * What is tried beside what is in force. Its models are read once: a policy that comes into force must not depend on files that somebody may have
     * changed since.
     *
     * @throws IllegalArgumentException if the models of one cannot be used with the encoders and the cross-encoder for ranking in use
     */
    private ShadowPolicies shadows(StanceEstimator stances, MatchModels matching) {
        if (shadows == null) {
            ShadowPolicies all =
                    ShadowPolicies.of(settings.shadowPolicies(), stances, matching, settings::encodersKnow);
            for (ShadowModelSettings shadow : settings.shadowModels()) {
                try {
                    Models tried = new Models(settings.models().withFolder(shadow.folder()));
                    all = all.with(
                            shadow.policy(),
                            new CandidateRanker(
                                    encoders().ids(), crossEncoder(CrossEncoderUse.RANKING), tried.matching()),
                            tried.stance(stanceReader(tried)),
                            settings::encodersKnow);
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(
                            "the models in shadow of %s cannot be used: %s"
                                    .formatted(shadow.policy().id(), e.getMessage()),
                            e);
                }
            }
            shadows = all;
        }
        return shadows;
    }

    private CrossEncoder stanceReader(Models tried) {
        return tried.hasOwn(CrossEncoderUse.STANCE)
                ? load(tried, CrossEncoderUse.STANCE)
                : crossEncoder(CrossEncoderUse.STANCE);
    }

    /**
     * Remembers what the models compute, unless the settings forbid it or that is done already. Where it cannot be done, for instance since another
     * process has the directory, everything is computed.
     *
     * @param others the directory of another pipeline, where what its models have computed so far is looked up; null for none
     */
    public synchronized void rememberIn(Path directory, @Nullable Path others) {
        if (cache == null
                && encoders == null
                && crossEncoders.isEmpty()
                && settings.models().cacheMebibytes() > 0) {
            try {
                cache = new ResultCache(
                        directory, others, (long) settings.models().cacheMebibytes() << 20, meters);
            } catch (UncheckedIOException e) {
                log.warn("What models compute is not remembered: {}", e.getMessage());
            }
        }
    }

    private synchronized Encoders encoders() {
        if (encoders == null) {
            Encoders loaded = Encoders.load(settings.encoders());
            encoders = cache == null ? loaded : loaded.cached(cache);
        }
        return encoders;
    }

    private synchronized CrossEncoder crossEncoder(CrossEncoderUse use) {
        return crossEncoders.computeIfAbsent(use, _ -> load(models, use));
    }

    private synchronized CrossEncoder load(Models from, CrossEncoderUse use) {
        CrossEncoder loaded = from.crossEncoder(use);
        CrossEncoder used = cache == null ? loaded : new CachedCrossEncoder(loaded, cache);
        opened.add(used);
        return used;
    }

    @Override
    public synchronized void close() {
        // What still runs uses the encoders.
        lookBack.close();
        opened.forEach(CrossEncoder::close);
        opened.clear();
        crossEncoders.clear();
        if (encoders != null) {
            encoders.close();
            encoders = null;
        }
        if (cache != null) {
            cache.close();
            cache = null;
        }
    }
}
