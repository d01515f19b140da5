package dev.canard.ingest;

import dev.canard.event.Author;
import dev.canard.event.PostContext;
import dev.canard.event.PostReferences;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Canard's own format: a post is a JSON object in UTF-8.
 *
 * <pre>{@code
 * {"id": "at://did:plc:1/app.bsky.feed.post/2", "text": "…", "createdAt": "2026-01-31T12:00:00Z", "lang": "en",
 *  "platform": "bluesky", "author": {"handle": "jane", "name": "Jane Doe", "id": "did:plc:1"}, "url": "https://…",
 *  "receivedAt": "2026-01-31T12:00:01Z", "editedAt": "2026-01-31T12:05:00Z", "parent": "…", "root": "…", "quoted": "…",
 *  "links": ["https://…"]}
 * {"id": 42, "deleted": true}
 * {"id": 43, "repostOf": "42", "createdAt": "2026-01-31T12:00:00Z", "author": "joe"}
 * {"account": "did:plc:1", "deleted": true}
 * }</pre>
 *
 * Required are {@code id} (a string or an integer) and {@code text}; {@code author} may also be a string, the handle;
 * {@code lang} may also be a list, {@code links} a string with white space between them; {@code created_at} is read too. An
 * optional field may be null or blank instead of left out, as a row of a table gives it. Other fields are passed over.
 */
public final class CanardPostFormat extends JsonPostFormat {

    @Override
    public String name() {
        return "canard";
    }

    @Override
    ParsedPost read(JsonObject object) throws RejectedException {
        boolean deleted = object.flag("deleted");
        String account = object.id("account");
        if (deleted && account != null && !object.has("id")) {
            return new ParsedPost.AccountDeleted(account);
        }
        String id = object.requiredId("id");
        if (deleted) {
            return new ParsedPost.Delete(id);
        }
        String platform = object.word("platform", JsonObject.LONGEST_NAME);
        Instant createdAt = object.time(object.has("createdAt") ? "createdAt" : "created_at");
        String reposted = object.id("repostOf");
        if (reposted != null) {
            return new ParsedPost.Repost(id, reposted, createdAt, platform);
        }
        List<String> languages = object.wordOrWords("lang", JsonObject.LONGEST_TAG);
        return new ParsedPost.Draft(
                id,
                object.requiredText("text"),
                createdAt,
                languages.isEmpty() ? null : languages.getFirst(),
                platform,
                author(object),
                links(object),
                new PostContext(
                                object.word("url", JsonObject.LONGEST_LINK),
                                object.time("receivedAt"),
                                object.time("editedAt"),
                                languages.isEmpty() ? List.of() : languages.subList(1, languages.size()),
                                references(object))
                        .orNull());
    }

    private static List<String> links(JsonObject object) throws RejectedException {
        List<String> links = object.isString("links")
                ? Arrays.asList(object.requiredText("links").strip().split("\\s+"))
                : object.words("links", JsonObject.LONGEST_LINK);
        return links.stream().filter(LinkText::isWebAddress).toList();
    }

    private static @Nullable PostReferences references(JsonObject object) throws RejectedException {
        String parent = object.id("parent");
        String root = object.id("root");
        String quoted = object.id("quoted");
        return parent == null && root == null && quoted == null ? null : new PostReferences(parent, root, quoted);
    }

    private static @Nullable Author author(JsonObject object) throws RejectedException {
        JsonObject author = object.objectOrString("author", "handle");
        if (author == null) {
            return null;
        }
        String handle = author.name("handle");
        String name = author.name("name");
        String id = author.id("id");
        if (handle != null && handle.startsWith("@")) {
            handle = handle.substring(1);
        }
        return handle == null && name == null && id == null ? null : new Author(handle, name, id);
    }
}
