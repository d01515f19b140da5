package dev.canard.deploy.http.console;

import dev.canard.deploy.http.console.ConsoleView.Target;
import dev.canard.deploy.moderation.CaseState;
import dev.canard.event.Decision;
import dev.canard.event.Decision.Action;
import dev.canard.metrics.Meter;
import dev.canard.metrics.Meters;
import dev.canard.topic.PostPartitioner;
import dev.canard.topic.Topic;
import dev.canard.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Takes decisions: writes them to their topic, and answers when the view has read them back, so that what was answered is not lost, and the
 * topic's order decides between two who decide at a time. Thread-safe.
 */
final class DecisionDesk implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ConsoleView view;
    private final Topic<String, Decision> topic;
    private final Producer<String, Decision> producer;
    private final Duration claimTime;
    private final Meters meters;
    private final InstantSource clock;

    /** Those who wait for what the view makes of their decision, by alert. */
    private final Map<String, List<Waiter>> waiting = new ConcurrentHashMap<>();

    private final Consumer<String> listener = this::changed;

    private record Waiter(Decision decision, CompletableFuture<CaseState.Entry> outcome) {}

    /**
     * What somebody decides.
     *
     * @param key chosen by the client: what comes twice counts once
     * @param seen how many decisions the moderator has seen; null if that does not matter
     */
    record Order(
            String key,
            String alertId,
            @Nullable Integer seen,
            Action action,
            @Nullable String reason,
            @Nullable String note) {}

    /** @param claimTime how long a claim lasts */
    DecisionDesk(
            Map<String, Object> clientProperties,
            Topics topics,
            ConsoleView view,
            Duration claimTime,
            Meters meters,
            InstantSource clock) {
        this.view = view;
        this.topic = topics.decisions();
        this.claimTime = claimTime;
        this.meters = meters;
        this.clock = clock;
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        // A moderator waits.
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) PATIENCE.toMillis());
        producer = new KafkaProducer<>(
                properties, topic.keys().serializer(), topic.values().serializer());
        view.listen(listener);
    }

    private void changed(String alertId) {
        waiting.getOrDefault(alertId, List.of()).forEach(this::look);
    }

    private void look(Waiter waiter) {
        view.outcome(waiter.decision()).ifPresent(waiter.outcome()::complete);
    }

    /**
     * Decides on one alert.
     *
     * @return what became of it; empty if there is no such alert
     * @throws ExecutionException if Kafka does not take it
     * @throws TimeoutException if Kafka does not take it, or the view does not follow, in time
     */
    Optional<CaseState.Entry> decide(Order order, String moderator)
            throws InterruptedException, ExecutionException, TimeoutException {
        return Optional.ofNullable(decideAll(List.of(order), moderator).get(order.alertId()));
    }

    /** Decides on several alerts; those that there are not are left out. */
    Map<String, CaseState.Entry> decideAll(List<Order> orders, String moderator)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<Waiter> waiters = new ArrayList<>();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        Map<String, CaseState.Entry> decided = new LinkedHashMap<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (Order order : orders) {
                Optional<Target> target = view.target(order.alertId());
                if (target.isEmpty()) {
                    continue;
                }
                Waiter waiter = new Waiter(decision(order, target.get(), moderator), new CompletableFuture<>());
                waiters.add(waiter);
                waiting.compute(order.alertId(), (_, others) -> {
                    List<Waiter> all = others == null ? new CopyOnWriteArrayList<>() : others;
                    all.add(waiter);
                    return all;
                });
                look(waiter);
                if (!waiter.outcome().isDone()) {
                    sent.add(send(waiter.decision()));
                }
            }
            for (Future<RecordMetadata> each : sent) {
                each.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            for (Waiter waiter : waiters) {
                CaseState.Entry entry = waiter.outcome().get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                meters.count(
                        entry.refused() == null ? Meter.DECISIONS : Meter.REFUSED_DECISIONS,
                        waiter.decision().action());
                decided.put(waiter.decision().alertId(), entry);
            }
            return decided;
        } finally {
            waiters.forEach(this::forget);
        }
    }

    private void forget(Waiter waiter) {
        waiting.computeIfPresent(waiter.decision().alertId(), (_, others) -> {
            others.remove(waiter);
            return others.isEmpty() ? null : others;
        });
    }

    private Future<RecordMetadata> send(Decision decision) {
        return producer.send(new ProducerRecord<>(
                topic.name(),
                PostPartitioner.partitionOf(
                        decision.postId(), topic.partitioning().partitions()),
                decision.alertId(),
                decision));
    }

    private Decision decision(Order order, Target target, String moderator) {
        Instant now = clock.instant();
        return new Decision(
                order.key(),
                order.alertId(),
                target.revision(),
                target.postId(),
                order.action(),
                moderator,
                order.reason(),
                order.note(),
                order.seen(),
                order.action() == Action.CLAIM ? now.plus(claimTime) : null,
                now);
    }

    @Override
    public void close() {
        view.forget(listener);
        producer.close();
    }
}
