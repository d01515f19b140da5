package dev.canard.topic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the topics that are missing. Leaves existing ones alone, but refuses those that the pipeline cannot work with. */
public final class TopicCreator {

    private static final int DESCRIBE_ATTEMPTS = 300;
    private static final Executor LATER = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);

    private final Admin admin;
    private final TopicSettings settings;

    public TopicCreator(Admin admin, TopicSettings settings) {
        this.admin = admin;
        this.settings = settings;
    }

    /**
     * Creates the topics that are missing.
     *
     * @return the names of the created ones
     * @throws IllegalStateException if an existing topic has another number of partitions than its configuration says:
     *     then posts, claims and alerts of one post would no longer meet
     */
    public List<String> createMissing(Collection<Topic<?, ?>> topics) throws InterruptedException, ExecutionException {
        List<String> created = new ArrayList<>();
        for (Topic<?, ?> topic : topics) {
            if (create(topic)) {
                created.add(topic.name());
            }
        }
        Map<String, TopicDescription> found = describe(
                        topics.stream().map(Topic::name).toList(), DESCRIBE_ATTEMPTS)
                .toCompletableFuture()
                .get();
        for (Topic<?, ?> topic : topics) {
            int partitions =
                    Objects.requireNonNull(found.get(topic.name())).partitions().size();
            if (partitions != topic.partitioning().partitions()) {
                throw new IllegalStateException("topic %s has %d partitions, must have %d"
                        .formatted(
                                topic.name(), partitions, topic.partitioning().partitions()));
            }
        }
        return created;
    }

    /** A broker may not know yet what the controller has just made, so asks again for a while. */
    private CompletionStage<Map<String, TopicDescription>> describe(List<String> names, int attempts) {
        return admin.describeTopics(names)
                .allTopicNames()
                .toCompletionStage()
                .exceptionallyCompose(failure ->
                        attempts > 1 && causedBy(failure, UnknownTopicOrPartitionException.class)
                                ? CompletableFuture.supplyAsync(() -> describe(names, attempts - 1), LATER)
                                        .thenCompose(again -> again)
                                : CompletableFuture.failedStage(failure));
    }

    private static boolean causedBy(Throwable failure, Class<? extends Throwable> type) {
        return type.isInstance(failure) || type.isInstance(failure.getCause());
    }

    private boolean create(Topic<?, ?> topic) throws InterruptedException, ExecutionException {
        NewTopic request = new NewTopic(
                        topic.name(),
                        Optional.of(topic.partitioning().partitions()),
                        settings.replicationFactor() < 0 ? Optional.empty() : Optional.of(settings.replicationFactor()))
                .configs(topic.settings());
        try {
            admin.createTopics(List.of(request)).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw e;
        }
    }
}
