package dev.canard.deploy.pipeline;

import dev.canard.topic.Topic;
import dev.canard.topic.TopicSettings;
import dev.canard.topic.Topics;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A Kafka Streams application: one topology, with its own group and state. In the order of the flow. */
public enum Application {
    INGEST,
    CLASSIFIER,
    DEBUNKS,
    MATCHER;

    /** What a process can be started as. */
    public enum Role {
        INGEST(Set.of(Application.INGEST)),
        CLASSIFIER(Set.of(Application.CLASSIFIER)),
        INDEXER(Set.of(Application.DEBUNKS, Application.MATCHER));

        @SuppressWarnings("ImmutableEnumChecker") // Set.of
        private final Set<Application> applications;

        Role(Set<Application> applications) {
            this.applications = applications;
        }

        public Set<Application> applications() {
            return applications;
        }
    }

    /** What the application's id begins with, see {@link Topologies#id}. */
    String id(TopicSettings settings) {
        return settings.prefix() + name().toLowerCase(Locale.ROOT);
    }

    /** The topics that it works off. */
    List<Topic<String, ?>> inputs(Topics topics) {
        return switch (this) {
            case INGEST -> List.of(topics.postsRaw());
            case CLASSIFIER -> List.of(topics.posts());
            case DEBUNKS -> List.of(topics.debunksRaw(), topics.debunkAmendments());
            case MATCHER -> List.of(topics.claims());
        };
    }
}
