package dev.canard.deploy.webhook;

import dev.canard.deploy.config.WebhookSettings;
import dev.canard.deploy.net.Answers;
import dev.canard.deploy.net.Pauses;
import dev.canard.deploy.text.SafeText;
import dev.canard.metrics.Meter;
import dev.canard.metrics.Meters;
import java.io.IOException;
import java.net.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts messages to one webhook, each until it is taken, refused for good, or an hour is over. It connects to nothing but the webhook's
 * own address, by no proxy, follows no redirect, and looks at no body of an answer. Thread-safe.
 */
final class Delivery implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");
    private static final int LONGEST_CAUSE = 200;

    /**
     * How long it is patient.
     *
     * @param answer with one try: to connect, send and be answered
     * @param firstPause before a second try; each pause doubles it
     * @param longestPause between two tries, unless the server asks for more, up to an hour
     * @param end with one message: no try begins so long after the first one
     */
    record Patience(Duration answer, Duration firstPause, Duration longestPause, Duration end) {

        static final Patience STANDARD =
                new Patience(Duration.ofSeconds(15), Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofHours(1));
    }

    /** Lets time go by. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(Duration time) throws InterruptedException;
    }

    /**
     * A try that failed.
     *
     * @param cause why, for a log
     * @param passing whether another one may succeed
     * @param retryAfter how long the server asks to wait; null if it does not
     */
    private record Failure(
            String cause, boolean passing, @Nullable Duration retryAfter) {}

    private final String name;
    private final HttpUrl url;
    private final SigningKey key;
    private final Patience patience;
    private final Meters meters;
    private final InstantSource clock;
    private final Sleeper sleeper;
    private final OkHttpClient client;

    /** @throws IllegalArgumentException if the key is not as it must be, see {@link SigningKey#of} */
    Delivery(WebhookSettings settings, Patience patience, Meters meters, InstantSource clock, Sleeper sleeper) {
        name = settings.name();
        HttpUrl parsed = HttpUrl.parse(settings.url());
        if (parsed == null) {
            throw new IllegalArgumentException("url of webhook %s is no address".formatted(name));
        }
        url = parsed;
        key = SigningKey.of(settings);
        this.patience = patience;
        this.meters = meters;
        this.clock = clock;
        this.sleeper = sleeper;
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .proxy(Proxy.NO_PROXY)
                .followRedirects(false)
                .followSslRedirects(false)
                .callTimeout(patience.answer());
        if (!settings.allowPrivate()) {
            builder.socketFactory(new PublicSockets());
        }
        client = builder.build();
    }

    /**
     * Sends a message until it is done with.
     *
     * @return what came of the last try, never {@link DeliveryResult#FAILED}
     * @throws InterruptedException if the thread is interrupted; it may or may not have been delivered then
     */
    DeliveryResult deliver(Message message) throws InterruptedException {
        Pauses pauses = new Pauses(patience.firstPause(), patience.longestPause());
        Instant end = clock.instant().plus(patience.end());
        while (true) {
            Failure failure = attempt(message);
            if (failure == null) {
                return done(DeliveryResult.DELIVERED);
            }
            if (!failure.passing()) {
                LOG.warn("webhook {} refuses {}: {}", name, message.id(), failure.cause());
                return done(DeliveryResult.REFUSED);
            }
            Duration pause = pauses.next(failure.retryAfter());
            if (!clock.instant().plus(pause).isBefore(end)) {
                LOG.warn("webhook {} does not get {}, given up: {}", name, message.id(), failure.cause());
                return done(DeliveryResult.GIVEN_UP);
            }
            done(DeliveryResult.FAILED);
            LOG.info("webhook {} will get {} in {}: {}", name, message.id(), pause, failure.cause());
            sleeper.sleep(pause);
        }
    }

    private DeliveryResult done(DeliveryResult result) {
        meters.count(Meter.WEBHOOK_TRIES, name, result);
        return result;
    }

    /**
     * One try; null if it succeeds. OkHttp sends once more at once where a connection that was kept turns out to be closed, and after 408
     * and {@code Retry-After: 0}.
     */
    private @Nullable Failure attempt(Message message) throws InterruptedException {
        Instant now = clock.instant();
        Request request = new Request.Builder()
                .url(url)
                .header("User-Agent", "Canard")
                .header("webhook-id", message.id())
                .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .header("webhook-signature", key.sign(message.id(), now, message.body()))
                .post(RequestBody.create(message.body(), JSON))
                .build();
        try (Response response = client.newCall(request).execute()) {
            if (response.isSuccessful()) {
                return null;
            }
            return new Failure(
                    "it answers with status " + response.code(),
                    Answers.isPassing(response.code()),
                    Answers.retryAfter(response.header("Retry-After"), clock.instant()));
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return new Failure(SafeText.oneLine(e.toString(), LONGEST_CAUSE), true, null);
        }
    }

    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.connectionPool().evictAll();
    }
}
