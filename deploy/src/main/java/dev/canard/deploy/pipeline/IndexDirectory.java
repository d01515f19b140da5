package dev.canard.deploy.pipeline;

import dev.canard.indexer.policy.MatchTopology;
import dev.canard.topic.TopicSettings;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where an instance keeps its index of debunks. */
public final class IndexDirectory {

    /** As Kafka Streams calls the place of stores that every instance has. */
    private static final String GLOBAL = "global";

    private IndexDirectory() {}

    /**
     * The index within a state directory, whether or not it is there.
     *
     * @param state of an instance on a cluster, or of a {@link LocalPipeline}
     */
    public static Path in(Path state, TopicSettings topics) {
        Path local = state.resolve(LocalPipeline.STREAMS);
        return (Files.isDirectory(local) ? local : state)
                .resolve(Application.MATCHER.id(topics))
                .resolve(GLOBAL)
                .resolve(MatchTopology.INDEX);
    }
}
