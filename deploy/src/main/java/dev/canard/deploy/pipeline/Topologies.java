package dev.canard.deploy.pipeline;

import dev.canard.classifier.ClaimExtractor;
import dev.canard.classifier.ClassifierTopology;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.indexer.debunk.DebunkEncoding;
import dev.canard.indexer.debunk.DebunkFormats;
import dev.canard.indexer.debunk.DebunkReader;
import dev.canard.indexer.debunk.DebunkTopology;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.match.MatchModels;
import dev.canard.indexer.policy.MatchTopology;
import dev.canard.indexer.policy.PostJudge;
import dev.canard.indexer.stance.StanceEnsemble;
import dev.canard.ingest.IngestTopology;
import dev.canard.metrics.Meters;
import dev.canard.topic.Topics;
import java.time.InstantSource;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;

/** Builds the topologies with what they need. Models are loaded when the first topology that uses them is built, and shared. */
public final class Topologies implements AutoCloseable {

    private final CanardSettings settings;
    private final Meters meters;
    private final InstantSource clock;
    private final Topics topics;
    private @Nullable Encoders encoders;
    private @Nullable StanceEnsemble stances;

    public Topologies(CanardSettings settings, Meters meters, InstantSource clock) {
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
        topics = new Topics(settings.topics());
    }

    /** A new topology of an application. */
    public Topology of(Application application) {
        return switch (application) {
            case INGEST -> new IngestTopology(topics, settings.ingest(), meters).get();
            case CLASSIFIER -> new ClassifierTopology(topics, new ClaimExtractor(settings.classifier()), meters).get();
            case DEBUNKS ->
                new DebunkTopology(
                                topics,
                                new DebunkReader(DebunkFormats.standard(), settings.debunks()),
                                new DebunkEncoding(encoders().ids(), encoders()::vectorsOf),
                                meters)
                        .get();
            case MATCHER -> matcher().get();
        };
    }

    private MatchTopology matcher() {
        MatchModels models = MatchModels.shipped();
        PostJudge judge = new PostJudge(settings.policy(), stances(), models.id());
        return new MatchTopology(topics, encoders(), models, judge, meters, clock);
    }

    private synchronized Encoders encoders() {
        if (encoders == null) {
            encoders = Encoders.load(settings.encoders());
        }
        return encoders;
    }

    private synchronized StanceEnsemble stances() {
        if (stances == null) {
            stances = StanceEnsemble.shipped();
        }
        return stances;
    }

    @Override
    public synchronized void close() {
        if (stances != null) {
            stances.close();
            stances = null;
        }
        if (encoders != null) {
            encoders.close();
            encoders = null;
        }
    }
}
