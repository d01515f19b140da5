package dev.canard.deploy.deadletter;

import dev.canard.deploy.pipeline.TopicTail;
import dev.canard.event.DeadLetter;
import dev.canard.event.DeadLetterReplay;
import dev.canard.topic.Topics;
import java.util.Map;
import java.util.function.Consumer;

/** Looks through the topic of dead letters. */
public final class DeadLetters {

    private final Map<String, Object> clientProperties;
    private final Topics topics;

    /** @param clientProperties how to reach Kafka */
    public DeadLetters(Map<String, Object> clientProperties, Topics topics) {
        this.clientProperties = clientProperties;
        this.topics = topics;
    }

    /** Reads all letters that are there now, in the order of each partition. */
    public void read(DeadLetterFilter filter, Consumer<StoredLetter> reader) {
        Map<String, DeadLetterReplay> replays;
        try (TopicTail<DeadLetterReplay> tail =
                new TopicTail<>(clientProperties, topics.deadLetterReplays(), TopicTail.From.BEGINNING)) {
            replays = tail.readTable();
        }
        try (TopicTail<DeadLetter> tail =
                new TopicTail<>(clientProperties, topics.deadLetters(), TopicTail.From.BEGINNING)) {
            tail.readToEnd(record -> {
                String id = record.partition() + "/" + record.offset();
                DeadLetterReplay replay = replays.get(id);
                DeadLetter letter = record.value();
                boolean replayed = replay != null && replay.letter().equals(letter.eventId());
                StoredLetter stored = new StoredLetter(id, letter, replayed ? replay : null);
                if (filter.test(stored)) {
                    reader.accept(stored);
                }
            });
        }
    }
}
