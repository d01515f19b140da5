package dev.canard.deploy.http.console;

import dev.canard.event.Decision;
import dev.canard.event.Decision.Action;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    private final InstantSource clock;

    /** By alert: those who wait for what the view makes of their decision. */
    private final Map<String, List<Runnable>> waiting = new ConcurrentHashMap<>();

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
            InstantSource clock) {
        this.view = view;
        this.topic = topics.decisions();
        this.claimTime = claimTime;
        this.clock = clock;
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        producer = new KafkaProducer<>(
                properties, topic.keys().serializer(), topic.values().serializer());
        view.listen(this::changed);
    }

    private void changed(String alertId) {
        List<Runnable> waiters = waiting.get(alertId);
        if (waiters != null) {
            List.copyOf(waiters).forEach(Runnable::run);
        }
    }

    /**
     * Decides on one alert.
     *
     * @return what became of it; empty if there is no such alert
     * @throws TimeoutException if Kafka does not take it, or the view does not follow, in time
     */
    Optional<CaseState.Entry> decide(Order order, String moderator) throws InterruptedException, TimeoutException {
        return Optional.ofNullable(decideAll(List.of(order), moderator).get(order.alertId()));
    }

    /** Decides on several alerts; those that there are not are left out. */
    Map<String, CaseState.Entry> decideAll(List<Order> orders, String moderator)
            throws InterruptedException, TimeoutException {
        Map<Decision, CompletableFuture<CaseState.Entry>> outcomes = new LinkedHashMap<>();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Order order : orders) {
            Optional<AlertCase> about = view.alert(order.alertId());
            if (about.isEmpty()) {
                continue;
            }
            Decision decision = decision(order, about.get(), moderator);
            CompletableFuture<CaseState.Entry> outcome = outcome(decision);
            outcomes.put(decision, outcome);
            if (!outcome.isDone()) {
                sent.add(producer.send(new ProducerRecord<>(
                        topic.name(),
                        PostPartitioner.partitionOf(
                                decision.postId(), topic.partitioning().partitions()),
                        decision.alertId(),
                        decision)));
            }
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        Map<String, CaseState.Entry> decided = new LinkedHashMap<>();
        try {
            for (Future<RecordMetadata> each : sent) {
                each.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            for (Map.Entry<Decision, CompletableFuture<CaseState.Entry>> each : outcomes.entrySet()) {
                decided.put(
                        each.getKey().alertId(), each.getValue().get(end - System.nanoTime(), TimeUnit.NANOSECONDS));
            }
            return decided;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka does not take decisions", e.getCause());
        } finally {
            outcomes.keySet().forEach(decision -> waiting.remove(decision.alertId()));
        }
    }

    private CompletableFuture<CaseState.Entry> outcome(Decision decision) {
        CompletableFuture<CaseState.Entry> outcome = new CompletableFuture<>();
        Runnable look = () -> view.outcome(decision).ifPresent(outcome::complete);
        waiting.computeIfAbsent(decision.alertId(), _ -> new java.util.concurrent.CopyOnWriteArrayList<>())
                .add(look);
        look.run();
        return outcome;
    }

    private Decision decision(Order order, AlertCase about, String moderator) {
        Instant now = clock.instant();
        return new Decision(
                order.key(),
                order.alertId(),
                about.alert().revision(),
                about.alert().post().id(),
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
        view.forget(this::changed);
        producer.close();
    }
}
