package dev.canard.deploy.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.canard.event.EventJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks the console as its page does, and asks again what was not answered. Thread-safe. */
final class ConsoleClient {

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final JsonMapper MAPPER = EventJson.mapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Supplier<@Nullable URI> console;
    private final AtomicLong repeated = new AtomicLong();

    /** What was answered. */
    record Answer(int status, String body) {

        boolean well() {
            return status == OK;
        }

        JsonNode json() throws IOException {
            return MAPPER.readTree(body);
        }
    }

    /** @param console where it is now; null while it is nowhere */
    ConsoleClient(Supplier<@Nullable URI> console) {
        this.console = console;
    }

    /** How often something was asked again. */
    long repeated() {
        return repeated.get();
    }

    /** @param times what an answer took is added to it, in microseconds, if it was not asked again */
    Answer get(String path, String token, LongConsumer times) throws InterruptedException {
        return answer(path, token, times, HttpRequest.Builder::GET);
    }

    /** @param times as above */
    Answer post(String path, Object body, String token, LongConsumer times) throws InterruptedException {
        HttpRequest.BodyPublisher json =
                HttpRequest.BodyPublishers.ofString(MAPPER.valueToTree(body).toString());
        return answer(path, token, times, request -> request.POST(json));
    }

    /** The lines of an answer of some type, as they come. */
    Stream<String> lines(String path, String accepted, String token) throws IOException, InterruptedException {
        URI address = console.get();
        if (address == null) {
            throw new IOException("the console is not there");
        }
        HttpResponse<Stream<String>> response = client.send(
                request(address, path, token).header("Accept", accepted).build(), BodyHandlers.ofLines());
        if (response.statusCode() != OK) {
            response.body().close();
            throw new IOException(path + " was answered with " + response.statusCode());
        }
        return response.body();
    }

    private interface Method {
        HttpRequest.Builder of(HttpRequest.Builder request);
    }

    private Answer answer(String path, String token, LongConsumer times, Method method) throws InterruptedException {
        for (boolean first = true; ; first = false) {
            URI address = console.get();
            if (address != null) {
                try {
                    long sent = System.nanoTime();
                    HttpResponse<String> response = client.send(
                            method.of(request(address, path, token))
                                    .timeout(PATIENCE)
                                    .build(),
                            BodyHandlers.ofString());
                    if (response.statusCode() != UNAVAILABLE) {
                        if (first) {
                            times.accept(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - sent));
                        }
                        return new Answer(response.statusCode(), response.body());
                    }
                } catch (IOException e) {
                    // Killed while it was asked: asked again.
                }
            }
            repeated.incrementAndGet();
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
    }

    private static HttpRequest.Builder request(URI address, String path, String token) {
        return HttpRequest.newBuilder(address.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("X-Canard-Request", "1");
    }
}
