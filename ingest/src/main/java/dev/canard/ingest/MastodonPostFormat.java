package dev.canard.ingest;

import dev.canard.event.Author;
import dev.canard.event.PostContext;
import dev.canard.event.PostReferences;
import dev.canard.ingest.ParsedPost.Ignored.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Statuses of Mastodon's API, bare or in the envelope of its streams:
 *
 * <pre>{@code
 * {"event": "update", "payload": {"id": "1", "uri": "https://…", "content": "<p>…</p>", …}}
 * {"event": "delete", "payload": "1", "uri": "https://…"}
 * }</pre>
 *
 * The payload may also be a string that holds the JSON, as WebSockets send it. A post's id is its {@code uri}, which is the same
 * on every server and in {@link ActivityStreamsPostFormat}. The server's own {@code id} means something only there: where it
 * sends nothing else, as for the parent of a reply, {@code mastodon:ID} stands for it. A deletion by that number is passed over
 * unless whoever reads the stream, and knows the number's address, puts that beside it.
 *
 * @see <a href="https://docs.joinmastodon.org/entities/Status/">Mastodon: Status</a>
 * @see <a href="https://docs.joinmastodon.org/methods/streaming/#events">Mastodon: events of streams</a>
 */
public final class MastodonPostFormat extends JsonPostFormat {

    private static final String PLATFORM = "mastodon";

    /** Comments of server-sent events that keep the connection open. */
    private static final Set<String> HEARTBEATS = Set.of("", ":", ":)", ":thump");

    @Override
    public String name() {
        return "mastodon";
    }

    @Override
    boolean isHeartbeat(String payload) {
        return HEARTBEATS.contains(payload.strip());
    }

    @Override
    ParsedPost read(JsonObject payload) throws RejectedException {
        if (!payload.has("event")) {
            return status(payload);
        }
        return switch (payload.requiredWord("event", JsonObject.LONGEST_NAME)) {
            case "update", "status.update" ->
                status(
                        payload.isString("payload")
                                ? payload.embeddedObject("payload")
                                : payload.requiredObject("payload"));
            case "delete" -> {
                payload.requiredId("payload");
                String uri = payload.word("uri", JsonObject.LONGEST_ID);
                yield uri == null ? new ParsedPost.Ignored(Reason.LOCAL_DELETE) : new ParsedPost.Delete(uri);
            }
            default -> new ParsedPost.Ignored(Reason.NO_POST);
        };
    }

    private static ParsedPost status(JsonObject status) throws RejectedException {
        String uri = status.requiredWord("uri", JsonObject.LONGEST_ID);
        JsonObject reblog = status.object("reblog");
        if (reblog != null) {
            return new ParsedPost.Repost(
                    uri, reblog.requiredWord("uri", JsonObject.LONGEST_ID), status.time("created_at"), PLATFORM);
        }
        ReadText content = HtmlText.of("content", status.requiredText("content"));
        String warning = status.text("spoiler_text");
        List<String> links = new ArrayList<>(content.links());
        JsonObject card = status.object("card");
        String cardLink = card == null ? null : card.word("url", JsonObject.LONGEST_LINK);
        if (LinkText.isWebAddress(cardLink)) {
            links.add(cardLink);
        }
        LanguageTags languages = LanguageTags.of(status.word("language", JsonObject.LONGEST_TAG));
        return new ParsedPost.Draft(
                uri,
                warning == null || warning.isBlank() ? content.text() : warning.strip() + "\n\n" + content.text(),
                status.time("created_at"),
                languages.first(),
                PLATFORM,
                author(status),
                links,
                new PostContext(
                        status.word("url", JsonObject.LONGEST_LINK),
                        null,
                        status.time("edited_at"),
                        languages.others(),
                        references(status)));
    }

    private static @Nullable Author author(JsonObject status) throws RejectedException {
        JsonObject account = status.object("account");
        if (account == null) {
            return null;
        }
        String uri = account.word("uri", JsonObject.LONGEST_ID);
        return new Author(
                account.name("acct"),
                account.name("display_name"),
                uri == null ? account.word("url", JsonObject.LONGEST_ID) : uri);
    }

    private static @Nullable PostReferences references(JsonObject status) throws RejectedException {
        String parent = local(status.id("in_reply_to_id"));
        JsonObject quote = status.object("quote");
        String quoted = quote == null ? null : quoted(quote);
        return parent == null && quoted == null ? null : new PostReferences(parent, null, quoted);
    }

    /** Mastodon wraps the quoted status, or gives its number; servers that quoted before Mastodon did give it bare. */
    private static @Nullable String quoted(JsonObject quote) throws RejectedException {
        JsonObject wrapped = quote.object("quoted_status");
        String uri = wrapped == null
                ? quote.word("uri", JsonObject.LONGEST_ID)
                : wrapped.requiredWord("uri", JsonObject.LONGEST_ID);
        return uri == null ? local(quote.id("quoted_status_id")) : uri;
    }

    private static @Nullable String local(@Nullable String id) {
        return id == null ? null : "mastodon:" + id;
    }
}
