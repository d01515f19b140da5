package dev.canard.ingest;

import dev.canard.event.AccountDeletion;
import dev.canard.event.Author;
import dev.canard.event.DeadLetter;
import dev.canard.event.DeadLetter.Kind;
import dev.canard.event.Post;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Payloads to posts: parse, check, clean. Thread-safe. */
public final class PostNormaliser {

    private final PostFormats formats;
    private final IngestSettings settings;
    private final @Nullable AuthorKey authorKey;

    /**
     * @param formats what payloads may be
     * @param settings what a post may hold at most, and how authors are stored
     * @throws IllegalArgumentException if the key for authors cannot be read
     */
    public PostNormaliser(PostFormats formats, IngestSettings settings) {
        this.formats = formats;
        this.settings = settings;
        authorKey = AuthorKey.of(settings);
    }

    /** What becomes of a payload. What is wrong with it is an outcome, never an exception. */
    public NormalisedPost normalise(RawPost raw) {
        byte[] payload = raw.value();
        if (payload == null) {
            if (raw.key() == null || raw.key().isBlank()) {
                return rejected(raw, Kind.EMPTY, "neither key nor value");
            }
            String id = raw.key().strip();
            return raw.headers().erases()
                    ? new NormalisedPost.Erased(id, raw.headers().account())
                    : new NormalisedPost.Deleted(id, null);
        }
        if (payload.length > settings.maxPayloadBytes()) {
            return rejected(
                    raw,
                    Kind.TOO_LARGE,
                    "%d bytes, at most %d are allowed".formatted(payload.length, settings.maxPayloadBytes()));
        }
        Optional<PostFormat> format = formats.find(raw.headers().format());
        if (format.isEmpty()) {
            return rejected(
                    raw,
                    Kind.UNKNOWN_FORMAT,
                    "no format \"%s\"".formatted(raw.headers().format()));
        }
        return switch (format.get().parse(payload)) {
            case ParsedPost.Draft draft -> post(raw, draft);
            case ParsedPost.Delete(String id, Instant at) -> new NormalisedPost.Deleted(id, at);
            case ParsedPost.AccountDeleted(String accountId) ->
                new NormalisedPost.AccountDeleted(new AccountDeletion(
                        authorKey == null ? accountId : authorKey.hash(accountId), raw.arrivedAt()));
            case ParsedPost.Repost repost -> new NormalisedPost.Reposted(repost);
            case ParsedPost.Ignored(ParsedPost.Ignored.Reason reason) -> new NormalisedPost.Ignored(reason);
            case ParsedPost.Rejection(Kind kind, String message) -> rejected(raw, kind, message);
        };
    }

    private NormalisedPost post(RawPost raw, ParsedPost.Draft draft) {
        if (draft.text().length() > settings.maxTextLength()) {
            return rejected(
                    raw,
                    Kind.TOO_LARGE,
                    "text has %d characters, at most %d are allowed"
                            .formatted(draft.text().length(), settings.maxTextLength()));
        }
        CleanedText cleaned = TextCleaner.clean(draft.text());
        return new NormalisedPost.Accepted(new Post(
                draft.id(),
                draft.text(),
                cleaned.text(),
                stored(draft.author() == null ? cleaned.author() : draft.author()),
                draft.platform(),
                draft.language(),
                links(cleaned, draft),
                Objects.requireNonNullElse(draft.createdAt(), raw.arrivedAt()),
                raw.arrivedAt(),
                draft.context()));
    }

    private @Nullable Author stored(@Nullable Author author) {
        return author == null || authorKey == null ? author : authorKey.hashed(author);
    }

    private static List<String> links(CleanedText cleaned, ParsedPost.Draft draft) {
        Set<String> links = new LinkedHashSet<>(cleaned.links());
        links.addAll(draft.links());
        return List.copyOf(links);
    }

    private NormalisedPost rejected(RawPost raw, Kind kind, String message) {
        byte[] payload = raw.value();
        return new NormalisedPost.Rejected(new DeadLetter(
                kind,
                message,
                raw.topic(),
                raw.partition(),
                raw.offset(),
                raw.headers().source(),
                raw.headers().position(),
                raw.headers().format(),
                raw.key(),
                payload == null ? null : Arrays.copyOf(payload, Math.min(payload.length, settings.maxPayloadBytes())),
                payload == null ? 0 : payload.length,
                raw.arrivedAt()));
    }
}
