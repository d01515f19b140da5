package dev.canard.deploy.source;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.text.DeadLetterText;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.DeadLetter;
import dev.canard.event.Debunk;
import dev.canard.event.EventJson;
import dev.canard.event.Post;
import dev.canard.indexer.debunk.DebunkReader;
import dev.canard.indexer.debunk.DebunkSettings;
import dev.canard.ingest.IngestSettings;
import dev.canard.ingest.NormalisedPost;
import dev.canard.ingest.PostFormats;
import dev.canard.ingest.PostNormaliser;
import dev.canard.ingest.RawPost;
import dev.canard.topic.RawHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads files of posts and debunks without a broker, with the same steps as the pipeline: what a file holds means the same
 * either way. Not thread-safe.
 */
public final class InputReader {

    static final String NO_TOPIC = "none";

    private final IngestSettings ingest;
    private final PostNormaliser normaliser;
    private final DebunkReader debunkReader;
    private final InstantSource clock;
    private final Consumer<DeadLetter> unreadable;

    /**
     * @param clock gives the time of arrival
     * @param unreadable is told of each line that cannot be read
     */
    public InputReader(
            IngestSettings ingest, DebunkSettings debunks, InstantSource clock, Consumer<DeadLetter> unreadable) {
        this.ingest = ingest;
        this.normaliser = new PostNormaliser(PostFormats.all(), ingest);
        this.debunkReader = DebunkReader.standard(debunks);
        this.clock = clock;
        this.unreadable = unreadable;
    }

    /**
     * Reads as the pipeline with these settings does.
     *
     * @param terminal is told of each line that cannot be read
     */
    public static InputReader of(CanardSettings settings, Terminal terminal) {
        return new InputReader(
                settings.ingest(),
                settings.debunks(),
                InstantSource.system(),
                letter -> terminal.note(DeadLetterText.of(letter)));
    }

    /**
     * A post and the line that it was read from.
     *
     * @param post the post, cleaned
     * @param place file and line, for people
     * @param payload the line, or the row as a JSON object
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record ReadPost(Post post, String place, byte[] payload) {}

    /**
     * The debunks of all files, without vectors. Of those with the same id the last one counts.
     *
     * @throws IOException if a file cannot be read
     */
    public List<Debunk> debunks(List<InputFile> files) throws IOException {
        Map<String, Debunk> debunks = new LinkedHashMap<>();
        each(files, InputKind.DEBUNKS, payload -> {
            switch (debunkReader.read(payload.bytes(), payload.headers().format(), clock.instant())) {
                case DebunkReader.Result.Read(Debunk debunk) -> debunks.put(debunk.id(), debunk);
                case DebunkReader.Result.Unusable(var why) ->
                    unreadable.accept(letter(payload, why.kind(), why.message()));
            }
        });
        return List.copyOf(debunks.values());
    }

    /**
     * The posts of all files. Of those with the same id the last one counts, and none after a deletion.
     *
     * @throws IOException if a file cannot be read
     */
    public List<ReadPost> posts(List<InputFile> files) throws IOException {
        Map<String, ReadPost> posts = new LinkedHashMap<>();
        each(files, InputKind.POSTS, payload -> {
            RawPost raw =
                    new RawPost(payload.key(), payload.bytes(), payload.headers(), NO_TOPIC, -1, -1, clock.instant());
            switch (normaliser.normalise(raw)) {
                case NormalisedPost.Accepted(Post post) ->
                    posts.put(post.id(), new ReadPost(post, place(payload), payload.bytes()));
                case NormalisedPost.Deleted deleted -> posts.remove(deleted.id());
                case NormalisedPost.Erased erased -> posts.remove(erased.id());
                case NormalisedPost.AccountDeleted _,
                        NormalisedPost.Reposted _,
                        NormalisedPost.Repeated _,
                        NormalisedPost.Ignored _ -> {}
                case NormalisedPost.Rejected(DeadLetter letter) -> unreadable.accept(letter);
            }
        });
        return new ArrayList<>(posts.values());
    }

    /**
     * A post that is nothing but a text; empty, with the cause told, where the pipeline would not take it.
     *
     * @param name what it is called, as its id and in what is told
     */
    public Optional<ReadPost> post(String name, String text) {
        byte[] payload = EventJson.mapper()
                .createObjectNode()
                .put("id", name)
                .put("text", text)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        RawPost raw = new RawPost(name, payload, new RawHeaders(null, name, null), NO_TOPIC, -1, -1, clock.instant());
        return switch (normaliser.normalise(raw)) {
            case NormalisedPost.Accepted(Post post) -> Optional.of(new ReadPost(post, name, payload));
            case NormalisedPost.Deleted _,
                    NormalisedPost.Erased _,
                    NormalisedPost.AccountDeleted _,
                    NormalisedPost.Reposted _,
                    NormalisedPost.Repeated _,
                    NormalisedPost.Ignored _ -> throw new IllegalStateException("a text is a post");
            case NormalisedPost.Rejected(DeadLetter letter) -> {
                unreadable.accept(letter);
                yield Optional.empty();
            }
        };
    }

    private void each(List<InputFile> files, InputKind kind, Consumer<Input.Payload> reader) throws IOException {
        for (InputFile file : files) {
            try (Payloads payloads = new Payloads(file, kind, NO_TOPIC, ingest.maxPayloadBytes(), clock)) {
                for (Input input = payloads.next(); input != null; input = payloads.next()) {
                    switch (input) {
                        case Input.Payload payload -> reader.accept(payload);
                        case Input.Unusable(DeadLetter letter) -> unreadable.accept(letter);
                    }
                }
            }
        }
    }

    private static String place(Input.Payload payload) {
        return payload.headers().source() + ":" + payload.headers().position();
    }

    private DeadLetter letter(Input.Payload payload, DeadLetter.Kind kind, String message) {
        byte[] bytes = payload.bytes();
        return new DeadLetter(
                kind,
                message,
                NO_TOPIC,
                -1,
                -1,
                payload.headers().source(),
                payload.headers().position(),
                payload.key(),
                bytes,
                bytes.length,
                clock.instant());
    }
}
