package dev.canard.deploy.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.canard.event.DeadLetter;
import dev.canard.ingest.ParsedPost;
import dev.canard.ingest.PostFormat;
import dev.canard.ingest.PostFormats;
import dev.canard.topic.RawHeaders;
import dev.canard.topic.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of the payloads of one source of posts. What a payload says is not judged here, but for the id under which it
 * enters the topic: all that is said of one post keeps its order. Thread-safe.
 */
public final class PostPayloads {

    private static final JsonMapper JSON = new JsonMapper();

    private final @Nullable PostFormat format;
    private final String source;
    private final Topics topics;
    private final int limit;
    private final InstantSource clock;

    /**
     * @param format the payloads' format by name, which must exist; null for Canard's own
     * @param source where they come from, as it is told to people
     * @param limit the largest payload, in bytes
     * @param clock gives the time of dead letters
     */
    public PostPayloads(@Nullable String format, String source, Topics topics, int limit, InstantSource clock) {
        this.format = formatOf(format);
        this.source = source;
        this.topics = topics;
        this.limit = limit;
        this.clock = clock;
    }

    /** How many bytes of a payload are worth keeping: one more than it may have tells that it is too large. */
    public int mostBytes() {
        return limit + 1;
    }

    /**
     * A record for a payload; a dead letter if it is too large.
     *
     * @param payload the payload, or so much of it as was kept
     * @param size how many bytes it has in truth
     * @param position where in the source
     */
    public Input of(byte[] payload, long size, String position) {
        if (size > limit) {
            return new Input.Unusable(new DeadLetter(
                    DeadLetter.Kind.TOO_LARGE,
                    tooLarge(size, limit),
                    topics.postsRaw().name(),
                    -1,
                    -1,
                    source,
                    position,
                    null,
                    Arrays.copyOf(payload, Math.min(payload.length, limit)),
                    size,
                    clock.instant()));
        }
        return new Input.Payload(key(format, payload, source + ":" + position), payload, headers(position));
    }

    /** A record that says that a post was deleted at its source, where the source has no payload for that. */
    public Input ofDeletion(String id, String position) {
        byte[] payload = JSON.createObjectNode()
                .put("id", id)
                .put("deleted", true)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        return new Input.Payload(id, payload, new RawHeaders(InputKind.POSTS.jsonFormat(), source, position));
    }

    private RawHeaders headers(String position) {
        return new RawHeaders(format == null ? InputKind.POSTS.jsonFormat() : format.name(), source, position);
    }

    static String tooLarge(long size, int limit) {
        return "%d bytes, more than the %d of ingest.max-payload-bytes".formatted(size, limit);
    }

    /** The format of that name; null for Canard's own, which needs none to tell an id. */
    static @Nullable PostFormat formatOf(@Nullable String name) {
        return name == null || name.equals(InputKind.POSTS.jsonFormat())
                ? null
                : PostFormats.all().find(name).orElseThrow();
    }

    /**
     * The id of the post that a payload is about.
     *
     * @param format null for Canard's own
     * @param fallback the key of what has no id
     */
    static String key(@Nullable PostFormat format, byte[] payload, String fallback) {
        if (format == null) {
            return InputKind.POSTS.key(tree(payload), fallback);
        }
        return switch (format.parse(payload)) {
            case ParsedPost.Draft draft -> draft.id();
            case ParsedPost.Delete delete -> delete.id();
            case ParsedPost.Repost repost -> repost.id();
            case ParsedPost.AccountDeleted(String accountId) -> accountId;
            case ParsedPost.Ignored _, ParsedPost.Rejection _ -> fallback;
        };
    }

    private static JsonNode tree(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            // No id can be had from it; the ingest stage says what is wrong.
            return MissingNode.getInstance();
        }
    }
}
