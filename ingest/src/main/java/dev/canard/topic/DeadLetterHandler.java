package dev.canard.topic;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.canard.event.DeadLetter;
import dev.canard.event.DeadLetter.Kind;
import dev.canard.event.UnreadableEventException;
import dev.canard.metrics.Meter;
import dev.canard.metrics.Meters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Makes a dead letter of a record that cannot be deserialised or on which a step fails, and goes on. Failures of the
 * infrastructure are not the record's fault: they stop the task.
 *
 * <p>Applications take it with {@link #settings}. Global stores have no way to write dead letters: there a record that
 * cannot be read stops the application.
 *
 * @see <a href="https://cwiki.apache.org/confluence/x/xQniEQ">KIP-1033</a> for the handlers, KIP-1034 for dead letters
 */
public final class DeadLetterHandler implements DeserializationExceptionHandler, ProcessingExceptionHandler {

    private static final String TOPIC = "canard.dead.letters.topic";
    private static final String STAGE = "canard.dead.letters.stage";
    private static final String METERS = "canard.dead.letters.meters";

    /** So much of a value is kept: any post, so that it can be replayed, and in Base64 what a record has room for. */
    private static final int MOST_BYTES = 2 << 20;

    private @Nullable String topic;
    private @Nullable String stage;
    private @Nullable Meters meters;

    /**
     * What a Streams application puts into its configuration to use this handler.
     *
     * @param stage names the application in metrics
     */
    public static Map<String, Object> settings(Topics topics, String stage, Meters meters) {
        return Map.of(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
                DeadLetterHandler.class,
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                DeadLetterHandler.class,
                TOPIC,
                topics.deadLetters().name(),
                STAGE,
                stage,
                METERS,
                meters);
    }

    @Override
    public void configure(Map<String, ?> configuration) {
        topic = (String) Objects.requireNonNull(configuration.get(TOPIC), TOPIC);
        stage = (String) Objects.requireNonNull(configuration.get(STAGE), STAGE);
        meters = (Meters) Objects.requireNonNull(configuration.get(METERS), METERS);
    }

    @Override
    public DeserializationExceptionHandler.Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        return isInfrastructure(exception) || isGlobal(context)
                ? DeserializationExceptionHandler.Response.fail()
                : DeserializationExceptionHandler.Response.resume(
                        List.of(letter(context, record.key(), record.value(), Kind.UNREADABLE_EVENT, exception)));
    }

    @Override
    public ProcessingExceptionHandler.Response handleError(
            ErrorHandlerContext context, @Nullable Record<?, ?> record, Exception exception) {
        // Without a topic no record caused it, but the clock: there is nothing to put aside.
        return isInfrastructure(exception) || isGlobal(context) || context.topic() == null
                ? ProcessingExceptionHandler.Response.fail()
                : ProcessingExceptionHandler.Response.resume(List.of(letter(
                        context, context.sourceRawKey(), context.sourceRawValue(), Kind.PROCESSING_FAILED, exception)));
    }

    private ProducerRecord<byte[], byte[]> letter(
            ErrorHandlerContext context,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Kind kind,
            Exception exception) {
        RawHeaders from = RawHeaders.of(context.headers());
        DeadLetter letter = new DeadLetter(
                kind,
                kind == Kind.UNREADABLE_EVENT ? message(exception) : describe(context, exception),
                context.topic(),
                context.partition(),
                context.offset(),
                from.source(),
                from.position(),
                from.format(),
                key == null ? null : new String(key, StandardCharsets.UTF_8),
                value == null ? null : Arrays.copyOf(value, Math.min(value.length, MOST_BYTES)),
                value == null ? 0 : value.length,
                Instant.ofEpochMilli(context.timestamp()));
        Objects.requireNonNull(meters).count(Meter.DEAD_LETTERS, Objects.requireNonNull(stage), kind);
        Headers headers = new RecordHeaders();
        String to = Objects.requireNonNull(topic);
        byte[] bytes = EventSerde.of(DeadLetter.class).serializer().serialize(to, headers, letter);
        Long time = context.timestamp() < 0 ? null : context.timestamp();
        return new ProducerRecord<>(to, null, time, key, bytes, headers);
    }

    private static boolean isGlobal(ErrorHandlerContext context) {
        return context.taskId() == null || context.taskId().subtopology() < 0;
    }

    /**
     * Whether an exception tells of the infrastructure. The outermost one whose type tells decides: what reads JSON throws an
     * {@link IOException} too, and wraps it.
     */
    private static boolean isInfrastructure(Exception exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case SerializationException _, UnreadableEventException _, JsonProcessingException _ -> {
                    return false;
                }
                case KafkaException _, IOException _, UncheckedIOException _, InterruptedException _, Error _ -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }

    private static String message(Exception exception) {
        return exception.getMessage() == null ? exception.getClass().getName() : exception.getMessage();
    }

    /** With the place in our code, since a bug's message alone seldom tells where it is. */
    private static String describe(ErrorHandlerContext context, Exception exception) {
        Throwable root = exception;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String place = Arrays.stream(root.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("dev.canard."))
                .findFirst()
                .map(frame -> " at " + frame)
                .orElse("");
        return "%s failed: %s%s".formatted(context.processorNodeId(), root, place);
    }
}
