package dev.canard.ingest;

import dev.canard.event.Author;
import dev.canard.event.DeadLetter.Kind;
import dev.canard.event.PostContext;
import dev.canard.event.PostReferences;
import dev.canard.ingest.ParsedPost.Ignored.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Activities and notes of ActivityStreams 2.0, as ActivityPub servers send them to each other. A post's id is the note's address,
 * an account's id the actor's.
 *
 * @see <a href="https://www.w3.org/TR/activitystreams-vocabulary/">Activity Vocabulary</a>
 * @see <a href="https://www.w3.org/TR/activitypub/#object-without-create">ActivityPub: object creation without a Create</a>
 * @see <a href="https://codeberg.org/fediverse/fep/src/branch/main/fep/044f/fep-044f.md">FEP-044f: quotes</a>
 * @see <a href="https://codeberg.org/fediverse/fep/src/branch/main/fep/1b12/fep-1b12.md">FEP-1b12: groups</a>
 */
public final class ActivityStreamsPostFormat extends JsonPostFormat {

    private static final String PLATFORM = "activitypub";

    /** Objects that people read as posts: Mastodon's polls are questions, Lemmy's posts pages. */
    private static final Set<String> POSTS = Set.of("Note", "Article", "Page", "Question");

    /** All that servers have called it, the standard one first. */
    private static final List<String> QUOTES = List.of("quote", "quoteUrl", "quoteUri", "_misskey_quote");

    private static final Set<String> ACTIVITIES = Set.of("Create", "Update", "Announce", "Delete", "Tombstone", "Undo");

    private static final Pattern PREFIX = Pattern.compile("\\A(?:as:|https://www\\.w3\\.org/ns/activitystreams#)");

    @Override
    public String name() {
        return "activitystreams";
    }

    @Override
    ParsedPost read(JsonObject payload) throws RejectedException {
        String type = type(payload);
        if (type.isEmpty()) {
            throw new RejectedException(Kind.MISSING_FIELD, "type is missing");
        }
        if (POSTS.contains(type)) {
            return note(payload, null);
        }
        return switch (type) {
            case "Create", "Update" -> created(payload);
            case "Announce" -> announced(payload);
            case "Delete" -> deleted(payload);
            case "Tombstone" -> new ParsedPost.Delete(id(payload));
            case "Undo" -> undone(payload);
            default -> new ParsedPost.Ignored(Reason.NO_POST);
        };
    }

    private static ParsedPost created(JsonObject activity) throws RejectedException {
        JsonObject object = requiredObject(activity);
        String type = type(object);
        if (POSTS.contains(type)) {
            return note(object, activity.firstOf("actor", "id"));
        }
        if (type.isEmpty()) {
            // An address is all that is known of it.
            return new ParsedPost.Ignored(Reason.WITHOUT_TEXT);
        }
        boolean ofTheAccount = id(object).equals(actor(activity));
        return new ParsedPost.Ignored(ofTheAccount ? Reason.ACCOUNT_CHANGE : Reason.NO_POST);
    }

    /** A repost; or what a member of a group did, which the group announces to the others. No announcement is read within another. */
    private static ParsedPost announced(JsonObject activity) throws RejectedException {
        JsonObject object = requiredObject(activity);
        return switch (type(object)) {
            case "Create", "Update" -> created(object);
            case "Delete" -> deleted(object);
            case "Undo" -> undone(object);
            default ->
                object.has("object")
                        ? new ParsedPost.Ignored(Reason.NO_POST)
                        : new ParsedPost.Repost(id(activity), id(object), activity.time("published"), PLATFORM);
        };
    }

    private static ParsedPost deleted(JsonObject activity) throws RejectedException {
        String id = id(requiredObject(activity));
        return id.equals(actor(activity)) ? new ParsedPost.AccountDeleted(id) : new ParsedPost.Delete(id);
    }

    private static ParsedPost undone(JsonObject activity) throws RejectedException {
        boolean repost = type(requiredObject(activity)).equals("Announce");
        return new ParsedPost.Ignored(repost ? Reason.REPOST_UNDONE : Reason.NO_POST);
    }

    private static ParsedPost note(JsonObject note, @Nullable JsonObject actor) throws RejectedException {
        String id = id(note);
        boolean hasText = note.has("content") || note.has("contentMap");
        if (!hasText && type(note).equals("Note")) {
            // A vote in a poll is a note with a name; one that is nothing but pictures has none.
            return new ParsedPost.Ignored(note.has("name") ? Reason.NO_POST : Reason.WITHOUT_TEXT);
        }
        Content content = content(note);
        List<String> links = new ArrayList<>(content.read.links());
        for (JsonObject attachment : attachments(note)) {
            String address = attachment.word("href", JsonObject.LONGEST_LINK);
            if (LinkText.isWebAddress(address)) {
                links.add(address);
            }
        }
        JsonObject attributedTo = note.firstOf("attributedTo", "id");
        JsonObject url = note.firstOf("url", "href");
        LanguageTags languages = LanguageTags.of(content.languages);
        Instant updated = note.time("updated");
        Instant published = note.time("published");
        return new ParsedPost.Draft(
                id,
                content.read.text(),
                published,
                languages.first(),
                PLATFORM,
                author(attributedTo == null ? actor : attributedTo),
                links,
                new PostContext(
                        url == null ? null : url.word("href", JsonObject.LONGEST_LINK),
                        null,
                        updated == null || updated.equals(published) ? null : updated,
                        languages.others(),
                        references(note)));
    }

    private static List<JsonObject> attachments(JsonObject note) throws RejectedException {
        return note.isArray("attachment") ? note.objects("attachment") : List.of();
    }

    private record Content(ReadText read, List<String> languages) {}

    /** Title, content warning and text, with the languages that it is given in; that of the text used comes first. */
    private static Content content(JsonObject note) throws RejectedException {
        String text = note.text("content");
        JsonObject map = note.object("contentMap");
        List<String> languages = new ArrayList<>();
        if (map != null) {
            for (String tag : map.fields()) {
                if (!LanguageTags.isTag(tag)) {
                    throw note.invalid("contentMap", "must have language tags as names");
                }
                String translation = map.requiredText(tag);
                if (text == null) {
                    text = translation;
                }
                languages.add(translation.equals(text) ? 0 : languages.size(), tag);
            }
        }
        String mediaType = note.word("mediaType", JsonObject.LONGEST_NAME);
        ReadText read = read(text == null ? "" : text, mediaType == null ? "text/html" : mediaType);
        String summary = note.text("summary");
        String warning = summary == null ? "" : HtmlText.of("summary", summary).text();
        String name = note.text("name");
        StringBuilder whole = new StringBuilder();
        for (String part : new String[] {name == null ? "" : name.strip(), warning, read.text()}) {
            whole.append(whole.isEmpty() || part.isEmpty() ? "" : "\n\n").append(part);
        }
        return new Content(new ReadText(whole.toString(), read.links()), languages);
    }

    private static ReadText read(String content, String mediaType) throws RejectedException {
        return switch (mediaType) {
            case "text/plain" -> new ReadText(content, List.of());
            case "text/markdown" -> MarkdownText.of(content);
            default -> HtmlText.of("content", content);
        };
    }

    private static @Nullable PostReferences references(JsonObject note) throws RejectedException {
        JsonObject parent = note.firstOf("inReplyTo", "id");
        JsonObject quoted = null;
        for (String field : QUOTES) {
            quoted = quoted == null ? note.firstOf(field, "id") : quoted;
        }
        return parent == null && quoted == null
                ? null
                : new PostReferences(parent == null ? null : id(parent), null, quoted == null ? null : id(quoted));
    }

    /** An object may name its author by address, as an object, or as a list of which the first counts. */
    private static @Nullable Author author(@Nullable JsonObject actor) throws RejectedException {
        return actor == null
                ? null
                : new Author(
                        actor.name("preferredUsername"), actor.name("name"), actor.word("id", JsonObject.LONGEST_ID));
    }

    private static @Nullable String actor(JsonObject activity) throws RejectedException {
        JsonObject actor = activity.firstOf("actor", "id");
        return actor == null ? null : actor.word("id", JsonObject.LONGEST_ID);
    }

    private static JsonObject requiredObject(JsonObject activity) throws RejectedException {
        JsonObject object = activity.firstOf("object", "id");
        if (activity.isArray("object") && activity.size("object") > 1) {
            throw activity.invalid("object", "must be one object, was a list of several");
        }
        if (object == null) {
            throw new RejectedException(Kind.MISSING_FIELD, "object is missing");
        }
        return object;
    }

    private static String id(JsonObject object) throws RejectedException {
        return object.requiredWord("id", JsonObject.LONGEST_ID);
    }

    /** That of its types which is known, or else the first; empty where it has none. */
    private static String type(JsonObject object) throws RejectedException {
        List<String> types = object.wordOrWords("type", JsonObject.LONGEST_ID).stream()
                .map(type -> PREFIX.matcher(type).replaceFirst(""))
                .toList();
        return types.stream()
                .filter(type -> POSTS.contains(type) || ACTIVITIES.contains(type))
                .findFirst()
                .orElse(types.isEmpty() ? "" : types.getFirst());
    }
}
