package dev.canard.deploy.http;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.canard.deploy.config.HttpSettings;
import dev.canard.deploy.source.ImportCheck;
import dev.canard.deploy.source.ImportObserver;
import dev.canard.deploy.source.Input;
import dev.canard.deploy.source.InputFile;
import dev.canard.deploy.source.InputKind;
import dev.canard.deploy.source.Payloads;
import dev.canard.deploy.source.PostPayloads;
import dev.canard.event.DeadLetter;
import dev.canard.ingest.PostFormats;
import dev.canard.topic.Topic;
import dev.canard.topic.Topics;
import io.github.bucket4j.Bucket;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes posts: one JSON object, a list of them, or one a line, in Canard's own form or in that of {@code ?format=NAME}. Answers 202
 * once Kafka has them, with counts and what is wrong with single posts, or a problem. Who gets no answer sends again: the ingest
 * stage knows posts by their ids.
 *
 * @see Problem
 * @see BearerKey
 */
public final class PostsEndpoint implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PostsEndpoint.class);
    private static final int AT_ONCE = 16;

    /** Of records that Kafka has not confirmed yet. */
    private static final int SENT_AT_ONCE = 10_000;

    private static final Duration SOON = Duration.ofSeconds(1);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final BearerKey key;
    private final int mostBytes;
    private final Topics topics;
    private final int limit;
    private final InstantSource clock;
    private final PostFormats formats = PostFormats.all();
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final @Nullable Bucket bucket;
    private final KafkaProducer<byte[], byte[]> producer;

    /**
     * Makes the endpoint.
     *
     * @param settings must have a key
     * @param clientProperties how to reach Kafka
     * @param limit the largest payload, in bytes
     * @param clock gives the time of arrival
     */
    public PostsEndpoint(
            HttpSettings settings,
            Map<String, Object> clientProperties,
            Topics topics,
            int limit,
            InstantSource clock) {
        key = new BearerKey(settings.importKey());
        mostBytes = settings.importBytes();
        this.topics = topics;
        this.limit = limit;
        this.clock = clock;
        int rate = settings.postsPerSecond();
        bucket = rate == 0
                ? null
                : Bucket.builder()
                        .addLimit(bandwidth -> bandwidth.capacity(rate).refillGreedy(rate, Duration.ofSeconds(1)))
                        .build();
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put("enable.idempotence", true);
        properties.put("linger.ms", 5);
        properties.put("max.request.size", Topic.MAX_MESSAGE_BYTES);
        properties.put("compression.type", "lz4");
        // Someone waits for the answer.
        properties.put("max.block.ms", 5_000);
        properties.put("request.timeout.ms", 5_000);
        properties.put("delivery.timeout.ms", 15_000);
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    void post(Context context) throws InterruptedException {
        if (!key.admits(context)) {
            return;
        }
        String format = context.queryParam("format");
        if (formats.find(format).isEmpty()) {
            Problem.answer(
                    context,
                    HttpStatus.BAD_REQUEST,
                    "format must be one of %s".formatted(String.join(", ", formats.names())));
            return;
        }
        if (bucket != null && !bucket.tryConsume(1)) {
            Problem.answer(
                    context,
                    HttpStatus.TOO_MANY_REQUESTS,
                    "more than the posts a second of http.posts-per-second",
                    Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill()));
            return;
        }
        if (!free.tryAcquire()) {
            Problem.answer(context, HttpStatus.SERVICE_UNAVAILABLE, "too many posts are being taken; try again", SOON);
            return;
        }
        try {
            Optional<byte[]> document = Document.read(context, mostBytes);
            if (document.isPresent()) {
                take(context, document.get(), format);
            }
        } catch (TooLarge e) {
            Problem.answer(
                    context,
                    HttpStatus.CONTENT_TOO_LARGE,
                    "unpacked, the document has more than the %d bytes of http.import-bytes".formatted(mostBytes));
        } catch (IOException e) {
            Problem.answer(context, HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
        } catch (KafkaException | ExecutionException e) {
            LOG.warn("posts could not be sent", e);
            Problem.answer(context, HttpStatus.SERVICE_UNAVAILABLE, "Kafka does not take them; try again", SOON);
        } finally {
            free.release();
        }
    }

    private void take(Context context, byte[] document, @Nullable String format)
            throws IOException, InterruptedException, ExecutionException {
        // A name of its own: its dead letters can be found by it.
        String name = "POST /posts " + UUID.randomUUID();
        List<Taken.Fault> errors = new ArrayList<>();
        ImportCheck check = ImportCheck.ofPosts(formats, clock, new ImportObserver() {
            @Override
            public void unusable(DeadLetter letter) {
                if (errors.size() < Taken.MOST_ERRORS) {
                    errors.add(Taken.Fault.of(letter));
                }
            }
        });
        long[] posts = {0};
        long[] dead = {0};
        Queue<Future<RecordMetadata>> sent = new ArrayDeque<>();
        read(name, document, format, input -> {
            // One was paid for. A long list makes those who come later wait.
            if (posts[0]++ > 0 && bucket != null) {
                bucket.consumeIgnoringRateLimits(1);
            }
            switch (input) {
                case Input.Payload payload -> {
                    check.sent(payload.key(), payload.bytes(), payload.headers());
                    sent.add(producer.send(record(payload)));
                }
                case Input.Unusable(DeadLetter letter) -> {
                    dead[0]++;
                    check.unusable(letter);
                    sent.add(producer.send(record(letter)));
                }
            }
            if (sent.size() > SENT_AT_ONCE) {
                sent.remove().get();
            }
        });
        for (Future<RecordMetadata> one : sent) {
            one.get();
        }
        context.status(HttpStatus.ACCEPTED)
                .json(new Taken(name, posts[0] - dead[0] - check.unreadable(), dead[0] + check.unreadable(), errors));
    }

    private ProducerRecord<byte[], byte[]> record(Input.Payload payload) {
        return new ProducerRecord<>(
                topics.postsRaw().name(),
                null,
                clock.millis(),
                payload.key().getBytes(StandardCharsets.UTF_8),
                payload.bytes(),
                payload.headers().toHeaders());
    }

    private ProducerRecord<byte[], byte[]> record(DeadLetter letter) {
        Topic<String, DeadLetter> topic = topics.deadLetters();
        Headers headers = new RecordHeaders();
        byte[] bytes = topic.values().serializer().serialize(topic.name(), headers, letter);
        return new ProducerRecord<>(
                topic.name(), null, clock.millis(), letter.eventId().getBytes(StandardCharsets.UTF_8), bytes, headers);
    }

    /** Takes what is read of a document. */
    @FunctionalInterface
    private interface Taker {
        void take(Input input) throws InterruptedException, ExecutionException;
    }

    /** Reads a document one by one: packed, it may hold far more than was sent. */
    private void read(String name, byte[] document, @Nullable String format, Taker taker)
            throws IOException, InterruptedException, ExecutionException {
        if (isOneObject(document)) {
            taker.take(new PostPayloads(format, name, topics, limit, clock).of(document, document.length, "1"));
            return;
        }
        boolean list = new String(document, StandardCharsets.ISO_8859_1).strip().startsWith("[");
        InputFile file = new InputFile(
                        name,
                        () -> new ByteArrayInputStream(document),
                        list ? InputFile.Layout.JSON : InputFile.Layout.JSONL)
                .withFormat(format);
        // All of it before any of it is sent: what is refused leaves nothing behind.
        try (Payloads payloads = payloads(file)) {
            while (payloads.next() != null) {
                if (payloads.bytesRead() > mostBytes) {
                    throw new TooLarge();
                }
            }
        }
        try (Payloads payloads = payloads(file)) {
            for (Input input = payloads.next(); input != null; input = payloads.next()) {
                taker.take(input);
            }
        }
    }

    private Payloads payloads(InputFile file) throws IOException {
        return new Payloads(file, InputKind.POSTS, topics.postsRaw().name(), limit, clock, false);
    }

    /** A document that is too large once it is unpacked. */
    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;
    }

    private static boolean isOneObject(byte[] document) {
        try {
            return JSON.readTree(document).isObject();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
