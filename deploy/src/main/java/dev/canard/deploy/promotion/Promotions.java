package dev.canard.deploy.promotion;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.config.SettingsLoader;
import dev.canard.deploy.pipeline.TopicTail;
import dev.canard.event.Promotion;
import dev.canard.event.Promotion.Kind;
import dev.canard.event.Replay;
import dev.canard.indexer.policy.MatchPolicy;
import dev.canard.topic.Topic;
import dev.canard.topic.Topics;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Which policies came into force, on their topic: nothing there is ever changed. */
public final class Promotions {

    private final Map<String, Object> clientProperties;
    private final Topic<String, Promotion> topic;
    private final InstantSource clock;

    /** @param clientProperties how to reach Kafka */
    public Promotions(Map<String, Object> clientProperties, Topics topics, InstantSource clock) {
        this.clientProperties = clientProperties;
        this.topic = topics.promotions();
        this.clock = clock;
    }

    /** All, the oldest first. */
    public List<Promotion> all() {
        List<Promotion> all = new ArrayList<>();
        try (TopicTail<Promotion> tail = new TopicTail<>(clientProperties, topic, TopicTail.From.BEGINNING)) {
            tail.readToEnd(record -> all.add(record.value()));
        }
        return all;
    }

    /** The newest, which holds; empty where the configured policy is in force. */
    public Optional<Promotion> current() {
        List<Promotion> all = all();
        return all.isEmpty() || all.getLast().replay() == null ? Optional.empty() : Optional.of(all.getLast());
    }

    /** What the policy in force has other than the configuration, as {@code key=value}. */
    public List<String> overrides() {
        return current().map(Promotion::overrides).orElse(List.of());
    }

    /** Those that were not taken back, the newest at the end. */
    private static Deque<Promotion> standing(List<Promotion> all) {
        Deque<Promotion> standing = new ArrayDeque<>();
        for (Promotion each : all) {
            switch (each.kind()) {
                case PROMOTE -> standing.addLast(each);
                case ROLL_BACK -> standing.pollLast();
            }
        }
        return standing;
    }

    /**
     * The policy in force.
     *
     * @param configured the one that the configuration holds
     * @param last the newest promotion; null if there is none
     */
    public static MatchPolicy inForce(MatchPolicy configured, @Nullable Promotion last) {
        return last == null || last.replay() == null
                ? configured
                : promoted(configured, last.replay(), last.overrides());
    }

    /**
     * The policy that a replay would put into force.
     *
     * @param changes what it changed, as {@code key=value}
     */
    static MatchPolicy promoted(MatchPolicy configured, String replay, List<String> changes) {
        List<String> overrides = new ArrayList<>();
        // Judgements by it shall be told apart.
        overrides.add("policy.version=%s+%s".formatted(configured.version(), replay));
        overrides.addAll(changes);
        return SettingsLoader.changed(CanardSettings.DEFAULTS.withPolicy(configured), overrides)
                .policy();
    }

    /**
     * Puts the policy of a replay into force.
     *
     * @param objections what speaks against it and is overruled
     */
    public Promotion promote(Replay replay, String by, @Nullable String reason, List<String> objections)
            throws InterruptedException, ExecutionException {
        return write(new Promotion(
                UUID.randomUUID().toString(),
                Kind.PROMOTE,
                replay.overrides(),
                replay.id(),
                by,
                reason,
                objections,
                now()));
    }

    /**
     * Puts the policy before into force again.
     *
     * @throws PromotionRefusedException if the configured one is in force
     */
    public Promotion rollBack(String by, @Nullable String reason) throws InterruptedException, ExecutionException {
        Deque<Promotion> standing = standing(all());
        if (standing.pollLast() == null) {
            throw new PromotionRefusedException("the configured policy is in force: there is nothing to roll back");
        }
        Promotion before = standing.peekLast();
        return write(new Promotion(
                UUID.randomUUID().toString(),
                Kind.ROLL_BACK,
                before == null ? List.of() : before.overrides(),
                before == null ? null : before.replay(),
                by,
                reason,
                List.of(),
                now()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private Promotion write(Promotion promotion) throws InterruptedException, ExecutionException {
        try (KafkaProducer<String, Promotion> producer = new KafkaProducer<>(
                new HashMap<>(clientProperties),
                topic.keys().serializer(),
                topic.values().serializer())) {
            producer.send(new ProducerRecord<>(topic.name(), promotion.id(), promotion))
                    .get();
        }
        return promotion;
    }
}
