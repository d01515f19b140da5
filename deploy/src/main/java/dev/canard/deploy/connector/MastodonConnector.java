package dev.canard.deploy.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.launchdarkly.eventsource.CommentEvent;
import com.launchdarkly.eventsource.ConnectStrategy;
import com.launchdarkly.eventsource.ErrorStrategy;
import com.launchdarkly.eventsource.EventSource;
import com.launchdarkly.eventsource.MessageEvent;
import com.launchdarkly.eventsource.StreamException;
import com.launchdarkly.eventsource.StreamHttpErrorException;
import com.launchdarkly.logging.LDLogger;
import dev.canard.deploy.config.SourceSettings;
import dev.canard.deploy.net.Answers;
import dev.canard.deploy.net.Pauses;
import dev.canard.deploy.source.PostPayloads;
import dev.canard.event.SourcePosition;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream of a Mastodon server. Its position is the id of the newest status. A stream does not tell what happened while
 * nobody listened: once it is open again, the statuses since then, and from a bit before, are read from the timeline's pages. What
 * pages do not show are edits and deletions of that time.
 *
 * @see <a href="https://docs.joinmastodon.org/methods/streaming/">Mastodon: streams</a>
 */
public final class MastodonConnector implements Connector {

    private static final JsonMapper JSON = new JsonMapper();

    /** A page of 40 statuses, each with its author and attachments, has some 200 KB. */
    private static final int MOST_BYTES_OF_A_PAGE = 32 << 20;

    /** Of so many statuses the address is known when only a number says that they were deleted. */
    private static final int MOST_ADDRESSES = 100_000;

    private final String name;
    private final URI server;
    private final URI streaming;
    private final MastodonTimeline timeline;
    private final String token;
    private final PostPayloads payloads;
    private final SourceSettings settings;
    private final InstantSource clock;

    private final OkHttpClient streams;

    /** A page has to be there in time as a whole. */
    private final OkHttpClient pages;

    /** The open stream: the library that reads it ends it without closing it. */
    private @Nullable Response stream;

    /**
     * @param name see {@link Connector#name}
     * @param server where its pages are
     * @param streaming where its streams are; mostly the same
     * @param token what public streams ask for since Mastodon 4.2
     * @param payloads makes records of statuses
     */
    public MastodonConnector(
            String name,
            URI server,
            URI streaming,
            MastodonTimeline timeline,
            String token,
            PostPayloads payloads,
            SourceSettings settings,
            InstantSource clock) {
        this.name = name;
        this.server = server;
        this.streaming = streaming;
        this.timeline = timeline;
        this.token = token;
        this.payloads = payloads;
        this.settings = settings;
        this.clock = clock;
        OkHttpClient client = new OkHttpClient.Builder()
                .connectTimeout(settings.idleTimeout())
                .readTimeout(settings.idleTimeout())
                .addInterceptor(this::refuseFailures)
                .build();
        streams = client.newBuilder()
                .addInterceptor(chain -> {
                    stream = chain.proceed(chain.request());
                    return stream;
                })
                .build();
        pages = client.newBuilder().callTimeout(settings.idleTimeout()).build();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void read(@Nullable SourcePosition resumeAfter, Intake intake) throws IOException, InterruptedException {
        Progress progress = new Progress(resumeAfter, intake);
        try {
            Reconnecting.run(settings, intake, pauses -> stream(progress, pauses));
        } finally {
            streams.dispatcher().executorService().shutdown();
            streams.connectionPool().evictAll();
        }
    }

    @Override
    public String lag() {
        return "";
    }

    /** Thrown inside of the HTTP client for an answer that is a failure, since it keeps only the status of one. */
    private static final class RefusedException extends IOException {

        private static final long serialVersionUID = 1;

        private final transient BrokenConnectionException broken;

        RefusedException(BrokenConnectionException broken) {
            super(broken);
            this.broken = broken;
        }
    }

    private Response refuseFailures(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        if (Answers.isPassing(response.code())) {
            response.close();
            throw new RefusedException(new BrokenConnectionException(
                    status(response.code()),
                    Answers.retryAfter(response.header("Retry-After"), clock.instant()),
                    null));
        }
        return response;
    }

    /** How far the stream was read. */
    private static final class Progress {

        private final Intake intake;
        private final Map<String, String> addresses = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                return size() > MOST_ADDRESSES;
            }
        };
        private long records;
        private String newest;

        /** The id of the time when it was begun to listen; empty where that has not been, or does not matter. */
        private String begun = "";

        Progress(@Nullable SourcePosition resumeAfter, Intake intake) {
            this.intake = intake;
            records = resumeAfter == null ? 0 : resumeAfter.records();
            newest = resumeAfter == null ? "" : resumeAfter.position();
        }
    }

    /** One connection, until it breaks. */
    private void stream(Progress progress, Pauses pauses)
            throws BrokenConnectionException, IOException, InterruptedException {
        try (EventSource events = open();
                IdleWatch watch = new IdleWatch(settings.idleTimeout(), events::close)) {
            events.start();
            // The stream is open: what comes from now on waits in it.
            if (progress.newest.isEmpty() && progress.begun.isEmpty()) {
                progress.begun = StatusIds.at(clock.instant());
            } else {
                catchUp(progress, watch);
            }
            while (true) {
                switch (events.readAnyEvent()) {
                    case MessageEvent message -> take(message, progress);
                    case CommentEvent _ -> {}
                    default -> {
                        continue;
                    }
                }
                watch.arrived();
                pauses.reset();
            }
        } catch (StreamHttpErrorException e) {
            throw new IOException(status(e.getCode()), e);
        } catch (StreamException | IOException e) {
            throw broken(e);
        } finally {
            if (stream != null) {
                stream.close();
                stream = null;
            }
        }
    }

    private EventSource open() {
        return new EventSource.Builder(ConnectStrategy.http(timeline.stream(streaming))
                        .httpClient(streams)
                        .header("Authorization", "Bearer " + token))
                .errorStrategy(ErrorStrategy.alwaysThrow())
                // Whatever its size, no more of an event is held than is worth keeping.
                .streamEventData(true)
                .expectFields("event")
                .logger(LDLogger.none())
                .build();
    }

    /** Reads what the timeline's pages hold since the position, in the order of its ids. */
    private void catchUp(Progress progress, IdleWatch watch)
            throws BrokenConnectionException, IOException, InterruptedException {
        String from =
                StatusIds.before(progress.newest.isEmpty() ? progress.begun : progress.newest, settings.overlap());
        while (true) {
            JsonNode page = page(timeline.pageAfter(server, from));
            String next = from;
            for (int i = page.size() - 1; i >= 0; i--) {
                byte[] status = page.get(i).toString().getBytes(StandardCharsets.UTF_8);
                next = StatusIds.later(next, page.get(i).path("id").asText());
                put(status, status.length, page.get(i), progress);
            }
            watch.arrived();
            if (next.equals(from)) {
                return;
            }
            from = next;
        }
    }

    private JsonNode page(URI address) throws BrokenConnectionException, IOException {
        Request request = new Request.Builder()
                .url(address.toString())
                .header("Authorization", "Bearer " + token)
                .build();
        try (Response response = pages.newCall(request).execute()) {
            byte[] body = Objects.requireNonNull(response.body()).byteStream().readNBytes(MOST_BYTES_OF_A_PAGE);
            if (!response.isSuccessful()) {
                throw new BrokenConnectionException("pages: " + status(response.code()), null, null);
            }
            JsonNode page = JSON.readTree(body);
            if (!page.isArray()) {
                throw new BrokenConnectionException("a page of the timeline is no list", null, null);
            }
            return page;
        }
    }

    private void take(MessageEvent message, Progress progress) throws IOException, InterruptedException {
        byte[] data;
        long size = 0;
        try (Reader reader = message.getDataReader()) {
            StringBuilder text = new StringBuilder();
            char[] buffer = new char[8192];
            for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
                size += read;
                text.append(buffer, 0, Math.min(read, payloads.mostBytes() - text.length()));
            }
            data = text.toString().getBytes(StandardCharsets.UTF_8);
            size = Math.max(size, data.length);
        }
        switch (message.getEventName()) {
            case "update", "status.update" -> put(data, size, tree(data), progress);
            case "delete" -> {
                String id = new String(data, StandardCharsets.UTF_8).strip();
                ObjectNode event =
                        JSON.createObjectNode().put("event", "delete").put("payload", id);
                String address = progress.addresses.get(id);
                put(bytes(address == null ? event : event.put("uri", address)), size, event, progress);
            }
            default -> {
                ObjectNode event = JSON.createObjectNode().put("event", message.getEventName());
                put(bytes(event), size, event, progress);
            }
        }
    }

    private void put(byte[] payload, long size, JsonNode content, Progress progress) throws InterruptedException {
        String id = content.path("id").asText();
        String address = content.path("uri").asText();
        if (!id.isEmpty() && !address.isEmpty()) {
            progress.addresses.put(id, address);
        }
        progress.newest = StatusIds.later(progress.newest, id);
        progress.records++;
        progress.intake.put(
                payloads.of(payload, Math.max(size, payload.length), id), progress.newest, progress.records);
    }

    private static byte[] bytes(JsonNode event) {
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode tree(byte[] data) {
        try {
            return JSON.readTree(data);
        } catch (IOException e) {
            // The ingest stage says what is wrong with it.
            return JSON.missingNode();
        }
    }

    private static BrokenConnectionException broken(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException refused) {
                return refused.broken;
            }
        }
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return new BrokenConnectionException("the connection broke: " + cause, null, failure);
    }

    private static String status(int code) {
        return "the server answers with status " + code;
    }
}
