package dev.canard.deploy.http.console;

import dev.canard.deploy.pipeline.LocalPipeline;
import dev.canard.event.Alert;
import dev.canard.event.Debunk;
import dev.canard.event.Decision;
import dev.canard.event.Events;
import dev.canard.event.Post;
import dev.canard.event.Verdict;
import dev.canard.indexer.encoder.EncoderSettings;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.topic.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What production has left behind, to be judged once more: posts of which it raised an alert for every second one, each with a debunk
 * that it surely spreads. Times are of now, as they must be for a range of the last days.
 */
final class ReplaySamples {

    static final int POSTS = 20;
    static final int ALERTS = POSTS / 2;

    private static final String CLAIM = "Garlic cures the flu within a day.";

    private ReplaySamples() {}

    /** @param hostile what ends each post and is cleaned away, so that the posts say the same whatever it is */
    static void send(LocalPipeline local, String hostile) {
        Debunk debunk = encoded(Events.debunk("d", CLAIM, Verdict.FALSE, Instant.now()));
        List<Post> posts = IntStream.range(0, POSTS)
                .mapToObj(i -> ending(
                        Events.post("p" + i, CLAIM + " Share this with " + i + " people! ", Instant.now()), hostile))
                .toList();
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < POSTS; i += 2) {
            alerts.add(Events.alert(posts.get(i), debunk));
        }
        send(local, local.topics().debunks(), List.of(debunk), Debunk::id);
        send(
                local,
                local.topics().claims(),
                posts.stream().map(post -> Events.postClaims(post, CLAIM)).toList(),
                claims -> claims.post().id());
        send(local, local.topics().alerts(), alerts, Alert::id);
    }

    private static Post ending(Post post, String hostile) {
        return new Post(
                post.id(),
                post.text() + hostile,
                post.clean(),
                post.author(),
                post.platform(),
                post.language(),
                post.links(),
                post.createdAt(),
                post.arrivedAt());
    }

    /** As it would stand on the topic. */
    private static Debunk encoded(Debunk debunk) {
        try (Encoders encoders = Encoders.load(EncoderSettings.DEFAULTS)) {
            return debunk.withVectors(encoders.vectorsOf(debunk));
        }
    }

    /** Confirms the first alerts. */
    static void confirm(LocalPipeline local, int alerts) {
        List<Decision> decisions = IntStream.range(0, alerts)
                .mapToObj(i -> new Decision(
                        "decision-" + i,
                        Alert.idOf("p" + 2 * i, "d"),
                        1,
                        "p" + 2 * i,
                        Decision.Action.CONFIRM,
                        "mo",
                        null,
                        null,
                        null,
                        null,
                        Instant.now().plusSeconds(3L * i)))
                .toList();
        send(local, local.topics().decisions(), decisions, Decision::alertId);
    }

    private static <V> void send(
            LocalPipeline local, Topic<String, V> topic, List<V> values, java.util.function.Function<V, String> key) {
        try (KafkaProducer<String, V> producer = new KafkaProducer<>(
                local.clientProperties(),
                topic.keys().serializer(),
                topic.values().serializer())) {
            values.forEach(value -> producer.send(new ProducerRecord<>(topic.name(), key.apply(value), value)));
        }
    }
}
