package dev.canard.deploy.command;

import dev.canard.deploy.config.CanardSettings;
import java.util.concurrent.ExecutionException;

/** Failures in words for the person at the terminal. */
final class Failures {

    private Failures() {}

    static IllegalStateException ofKafka(CanardSettings settings, ExecutionException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return new IllegalStateException(
                "Kafka at %s: %s".formatted(settings.kafka().bootstrapServers(), cause.getMessage()), failure);
    }
}
