package dev.canard.deploy.check;

import dev.canard.classifier.ClaimExtractor;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.pipeline.ClientProperties;
import dev.canard.deploy.pipeline.Topologies;
import dev.canard.deploy.source.InputReader;
import dev.canard.deploy.source.InputReader.ReadPost;
import dev.canard.deploy.text.CheckText.Checked;
import dev.canard.event.DeadLetter;
import dev.canard.indexer.match.DebunkMatcher;
import dev.canard.indexer.match.EncodedPost;
import dev.canard.indexer.match.Ranking;
import dev.canard.indexer.policy.Judgement;
import dev.canard.topic.Topics;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the pipeline would make of a text, by the debunks that are on the topic, the rules, and the policy that is in force. Nothing of it goes to a
 * topic. The models are loaded, and the debunks read, when the first text comes. Thread-safe; one text is checked at a time.
 */
public final class TextChecks implements AutoCloseable {

    private static final String NAME = "text";

    private final CanardSettings settings;
    private final Topologies topologies;
    private final InstantSource clock;
    private final InputReader reader;

    private @Nullable Desk desk;
    private boolean closed;

    /** What it takes to check a text. */
    private record Desk(FollowedDebunks debunks, ClaimExtractor extractor, DebunkMatcher matcher) {}

    /** @param topologies whose models it uses, and that must be closed after it */
    public TextChecks(CanardSettings settings, Topologies topologies, InstantSource clock) {
        this.settings = settings;
        this.topologies = topologies;
        this.clock = clock;
        reader = new InputReader(settings.ingest(), settings.debunks(), clock, TextChecks::refuse);
    }

    private static void refuse(DeadLetter letter) {
        throw new IllegalArgumentException(letter.message());
    }

    /**
     * Checks a text.
     *
     * @throws IllegalArgumentException with the cause, if the pipeline would not take it as the text of a post
     * @throws IllegalStateException if this has been closed
     */
    public synchronized Checked check(String text) {
        // What it does not take it refuses.
        ReadPost post = reader.post(NAME, text).orElseThrow();
        Desk open = desk();
        EncodedPost encoded = open.matcher.encode(open.extractor.extract(post.post()));
        Ranking ranking = open.matcher.rank(encoded, Set.of());
        Judgement judgement = topologies
                .judge()
                .judge(ranking, id -> open.debunks.index().debunk(id, ranking.indexOffset()), clock.instant());
        return new Checked(encoded.claims(), judgement.matches(), judgement.alert());
    }

    private Desk desk() {
        if (closed) {
            throw new IllegalStateException("texts are checked no more");
        }
        if (desk != null && !desk.debunks.follows()) {
            desk.debunks.close();
            desk = null;
        }
        if (desk == null) {
            FollowedDebunks debunks = new FollowedDebunks(
                    ClientProperties.of(settings.kafka()),
                    new Topics(settings.topics()).debunks(),
                    topologies.encoderIds());
            desk = new Desk(debunks, topologies.extractor(), topologies.matcher(debunks::acquire));
        }
        return desk;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (desk != null) {
            desk.debunks.close();
            desk = null;
        }
    }
}
