package dev.canard.deploy.webhook;

import dev.canard.deploy.config.WebhookSettings;
import dev.canard.event.Alert;
import dev.canard.event.Decision;
import dev.canard.event.EventJson;
import dev.canard.event.UnreadableEventException;
import dev.canard.topic.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows alerts and decisions for one webhook, one record after the other, in a thread of its own. Couriers of one webhook in several
 * processes share the partitions.
 */
final class Courier implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final Duration POLL = Duration.ofMillis(500);

    /** So often it tells its group that it is alive while a message is on its way, and looks whether it is to stop. */
    private static final Duration SIGN_OF_LIFE = Duration.ofMillis(200);

    /** Before it begins anew after a failure. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final WebhookSettings settings;
    private final Map<String, Object> consumerProperties;
    private final Topics topics;
    private final Delivery delivery;
    private final Webhooks.Refusals refusals;
    private final CountDownLatch assigned = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable KafkaConsumer<String, byte[]> reading;

    /**
     * Begins to follow.
     *
     * @param group where its place in the topics is kept
     * @param delivery is closed with this
     * @param refusals tell which decisions not to tell of
     */
    Courier(
            WebhookSettings settings,
            String group,
            Map<String, Object> clientProperties,
            Topics topics,
            Delivery delivery,
            Webhooks.Refusals refusals) {
        this.settings = settings;
        this.topics = topics;
        this.delivery = delivery;
        this.refusals = refusals;
        consumerProperties = new HashMap<>(clientProperties);
        consumerProperties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        consumerProperties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumerProperties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // So that what was polled is what was told, and a commit needs to name nothing.
        consumerProperties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        // For partitions that are new, and what retention deleted before it was told; a new webhook begins at the end.
        consumerProperties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        thread = Thread.ofPlatform().name("webhook-" + settings.name()).daemon().start(this::run);
    }

    /** Waits until it has its place in the topics: what is written from then on will be told. */
    void awaitReady() throws InterruptedException {
        assigned.await();
    }

    private void run() {
        while (stopped.getCount() > 0) {
            try (KafkaConsumer<String, byte[]> consumer =
                    new KafkaConsumer<>(consumerProperties, new StringDeserializer(), new ByteArrayDeserializer())) {
                reading = consumer;
                if (stopped.getCount() > 0) {
                    follow(consumer);
                }
            } catch (WakeupException | InterruptedException e) {
                LOG.debug("webhook {} is told to stop", settings.name());
                return;
            } catch (RuntimeException e) {
                LOG.error("webhook {} cannot go on, and begins anew in {}", settings.name(), PAUSE, e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(KafkaConsumer<String, byte[]> consumer) throws InterruptedException {
        Partitions partitions = new Partitions(consumer);
        consumer.subscribe(List.of(topics.alerts().name(), topics.decisions().name()), partitions);
        boolean passedOver = false;
        while (true) {
            ConsumerRecords<String, byte[]> polled = consumer.poll(POLL);
            boolean told = false;
            for (ConsumerRecord<String, byte[]> record : polled) {
                told |= tell(record, consumer, partitions);
                passedOver = true;
            }
            // A place behind records that were not to be told can wait.
            if (told || (passedOver && polled.isEmpty())) {
                commit(consumer);
                passedOver = false;
            }
        }
    }

    /** Tells of a record if it is to be told; false if not. */
    private boolean tell(
            ConsumerRecord<String, byte[]> record, KafkaConsumer<String, byte[]> consumer, Partitions partitions)
            throws InterruptedException {
        // Nothing is left of what was erased, so that there is nothing to tell either.
        if (record.value() == null) {
            return false;
        }
        Decision decision = null;
        Message message;
        try {
            if (record.topic().equals(topics.decisions().name())) {
                decision = EventJson.read(record.value(), Decision.class);
                message = Message.of(decision);
            } else {
                message = Message.of(EventJson.read(record.value(), Alert.class));
            }
        } catch (UnreadableEventException e) {
            LOG.warn(
                    "webhook {} passes over offset {} of {}-{}, which cannot be read",
                    settings.name(),
                    record.offset(),
                    record.topic(),
                    record.partition());
            return false;
        }
        if (!settings.events().contains(message.event())) {
            return false;
        }
        send(message, decision, consumer, partitions);
        return true;
    }

    private void send(
            Message message, @Nullable Decision decision, KafkaConsumer<String, byte[]> consumer, Partitions partitions)
            throws InterruptedException {
        FutureTask<@Nullable Void> sending = new FutureTask<>(() -> {
            if (decision == null || !refusals.isRefused(decision)) {
                delivery.deliver(message);
            }
            return null;
        });
        partitions.pause();
        Thread.ofVirtual().name("webhook-" + settings.name() + "-sending").start(sending);
        try {
            while (!isDone(sending)) {
                // Gives nothing, as all is paused, but the group would think this courier dead.
                consumer.poll(Duration.ZERO);
            }
        } finally {
            sending.cancel(true);
        }
        partitions.resume();
    }

    private static boolean isDone(FutureTask<@Nullable Void> sending) throws InterruptedException {
        try {
            sending.get(SIGN_OF_LIFE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a message could not be sent: " + e.getCause(), e.getCause());
        }
    }

    private void commit(KafkaConsumer<String, byte[]> consumer) {
        try {
            consumer.commitSync();
        } catch (CommitFailedException | RebalanceInProgressException | RetriableException e) {
            LOG.info(
                    "webhook {} could not keep its place, and may tell an event twice: {}",
                    settings.name(),
                    e.toString());
        }
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        stopped.countDown();
        KafkaConsumer<String, byte[]> consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        delivery.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The partitions that this courier has at a time. */
    private final class Partitions implements ConsumerRebalanceListener {

        private final KafkaConsumer<String, byte[]> consumer;
        private boolean paused;

        Partitions(KafkaConsumer<String, byte[]> consumer) {
            this.consumer = consumer;
        }

        /** No record is polled until {@link #resume}, also of partitions that come meanwhile. */
        void pause() {
            paused = true;
            consumer.pause(consumer.assignment());
        }

        void resume() {
            paused = false;
            consumer.resume(consumer.paused());
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            // A message that is on its way goes on: whoever has its partition next sends it too, under the same id.
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> got) {
            got.stream().map(TopicPartition::topic).distinct().forEach(topic -> beginAtEndIfNew(topic, got));
            if (paused) {
                consumer.pause(got);
            }
            assigned.countDown();
        }

        /** Keeps the end as the place of all partitions of a topic that this webhook has no place in. */
        private void beginAtEndIfNew(String topic, Collection<TopicPartition> got) {
            Set<TopicPartition> all = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .collect(Collectors.toCollection(HashSet::new));
            if (consumer.committed(all).values().stream().anyMatch(Objects::nonNull)) {
                return;
            }
            Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
            consumer.endOffsets(all).forEach((partition, end) -> ends.put(partition, new OffsetAndMetadata(end)));
            consumer.commitSync(ends);
            got.stream().filter(ends::containsKey).forEach(partition -> consumer.seek(partition, ends.get(partition)));
        }
    }
}
