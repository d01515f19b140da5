package dev.canard.deploy.replay;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.pipeline.ClientProperties;
import dev.canard.deploy.pipeline.TopicTail;
import dev.canard.event.Replay;
import dev.canard.topic.TopicSettings;
import dev.canard.topic.Topics;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The replays that there are, on their topic. */
public final class Replays {

    private final Map<String, Object> clientProperties;
    private final CanardSettings settings;
    private final Topics topics;

    /** @param settings those of production */
    public Replays(CanardSettings settings) {
        clientProperties = ClientProperties.of(settings.kafka());
        this.settings = settings;
        topics = new Topics(settings.topics());
    }

    /** All, those that changed last at the end. */
    public Collection<Replay> all() {
        try (TopicTail<Replay> tail = new TopicTail<>(clientProperties, topics.replays(), TopicTail.From.BEGINNING)) {
            return tail.readTable().values();
        }
    }

    /** The replay of a name. */
    public Optional<Replay> named(String id) {
        return all().stream().filter(replay -> replay.id().equals(id)).findFirst();
    }

    /**
     * The replay of a name.
     *
     * @throws NoSuchReplayException if there is none
     */
    public Replay existing(String id) {
        return named(id).orElseThrow(() -> new NoSuchReplayException(id));
    }

    /**
     * A replay that has come to its end.
     *
     * @throws NoSuchReplayException if there is none of the name
     * @throws ReplayConflictException if it has not ended yet
     */
    public Replay finished(String id) {
        Replay replay = existing(id);
        if (replay.state() != Replay.State.FINISHED) {
            throw new ReplayConflictException("the replay %s is not finished: resume it to go on".formatted(id));
        }
        return replay;
    }

    /** How the topics of a replay are called; empty if there is no such replay. */
    public Optional<TopicSettings> topicsOf(String id) {
        return named(id)
                .map(replay -> ReplaySpace.of(settings, replay.id()).settings().topics());
    }

    /** Writes down how far a replay is. */
    void write(Replay replay) throws InterruptedException, ExecutionException {
        write(replay.id(), replay);
    }

    /** Forgets a replay. */
    void forget(String id) throws InterruptedException, ExecutionException {
        write(id, null);
    }

    private void write(String id, @Nullable Replay replay) throws InterruptedException, ExecutionException {
        try (KafkaProducer<String, Replay> producer = new KafkaProducer<>(
                new HashMap<>(clientProperties),
                topics.replays().keys().serializer(),
                topics.replays().values().serializer())) {
            producer.send(new ProducerRecord<>(topics.replays().name(), id, replay))
                    .get();
        }
    }
}
