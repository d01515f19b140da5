package dev.canard.deploy.curation;

import dev.canard.deploy.pipeline.TopicTail;
import dev.canard.event.DebunkAmendment;
import dev.canard.event.DebunkRevision;
import dev.canard.topic.Topic;
import dev.canard.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Amends debunks on a cluster, and reads what was done to them. */
public final class DebunkCurator {

    private final Map<String, Object> clientProperties;
    private final Topics topics;

    /** @param clientProperties how to reach Kafka */
    public DebunkCurator(Map<String, Object> clientProperties, Topics topics) {
        this.clientProperties = clientProperties;
        this.topics = topics;
    }

    /**
     * All that happened to a debunk, the oldest first; empty if there never was one of that id. What was told again, since another
     * encoder made all debunks anew, is left out.
     */
    public List<DebunkRevision> history(String debunkId) {
        Map<String, DebunkRevision> steps = new LinkedHashMap<>();
        try (TopicTail<DebunkRevision> history =
                new TopicTail<>(clientProperties, topics.debunkHistory(), TopicTail.From.BEGINNING)) {
            history.readToEnd(step -> {
                if (step.key().equals(debunkId)) {
                    steps.putIfAbsent(step.value().eventId(), step.value());
                }
            });
        }
        return List.copyOf(steps.values());
    }

    /**
     * The amendment that a debunk has now; empty if it has none.
     *
     * @param rawKey see {@link DebunkRevision#rawKey}
     */
    public Optional<DebunkAmendment> amendment(String rawKey) {
        try (TopicTail<DebunkAmendment> amendments =
                new TopicTail<>(clientProperties, topics.debunkAmendments(), TopicTail.From.BEGINNING)) {
            return Optional.ofNullable(amendments.readTable().get(rawKey));
        }
    }

    /**
     * Sends an amendment and waits for what comes of it.
     *
     * @param rawKey see {@link DebunkRevision#rawKey}
     * @param patience how long to wait
     * @return the step that it made; empty if nothing took it up in time, which may yet happen
     */
    public Optional<DebunkRevision> amend(String rawKey, DebunkAmendment amendment, Duration patience) {
        // As exact as the times of records are.
        Instant at = amendment.amendedAt().truncatedTo(ChronoUnit.MILLIS);
        try (TopicTail<DebunkRevision> history =
                new TopicTail<>(clientProperties, topics.debunkHistory(), TopicTail.From.END)) {
            history.awaitAssignment();
            send(rawKey, amendment);
            return history.await(
                    step -> step.debunkId().equals(amendment.debunkId())
                            && step.at().equals(at)
                            && amendment.by().equals(step.by()),
                    patience);
        }
    }

    private void send(String rawKey, DebunkAmendment amendment) {
        Topic<String, DebunkAmendment> topic = topics.debunkAmendments();
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.MAX_MESSAGE_BYTES);
        try (KafkaProducer<String, DebunkAmendment> producer = new KafkaProducer<>(
                properties, topic.keys().serializer(), topic.values().serializer())) {
            long at = amendment.amendedAt().toEpochMilli();
            var sent = producer.send(new ProducerRecord<>(topic.name(), null, at, rawKey, amendment));
            producer.flush();
            sent.resultNow();
        }
    }
}
