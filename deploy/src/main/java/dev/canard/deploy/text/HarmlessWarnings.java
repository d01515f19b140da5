package dev.canard.deploy.text;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.helpers.MessageFormatter;

/**
 * Keeps out of the log what Kafka warns of in healthy operation and then mends by itself. Their loggers warn of other things too, so
 * that a level would hide too much.
 */
public final class HarmlessWarnings extends TurboFilter {

    /** Part of a message by logger. */
    private static final Map<String, String> HARMLESS = Map.of(
            // A broker that stops.
            "org.apache.kafka.clients.NetworkClient",
            "that has already been closed",
            // The markers of the transaction before are still being written (KIP-890); the client tries again.
            "org.apache.kafka.clients.producer.internals.Sender",
            "CONCURRENT_TRANSACTIONS",
            // The group has moved on since the request was sent; the client asks again.
            "org.apache.kafka.clients.consumer.internals.CommitRequestManager",
            "STALE_MEMBER_EPOCH");

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] parameters,
            @Nullable Throwable failure) {
        String harmless = HARMLESS.get(logger.getName());
        return harmless != null
                        && format != null
                        && MessageFormatter.basicArrayFormat(format, parameters).contains(harmless)
                ? FilterReply.DENY
                : FilterReply.NEUTRAL;
    }
}
