package dev.canard.ingest;

import dev.canard.event.Author;
import dev.canard.event.DeadLetter.Kind;
import dev.canard.event.PostContext;
import dev.canard.event.PostReferences;
import dev.canard.ingest.ParsedPost.Ignored.Reason;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Posts of X in the form of its API, version 2: an object {@code data} with {@code includes}, as streams and lookups of one post
 * send it, or the post alone; and the events of its compliance streams.
 *
 * <p>A post's id is {@code x:} and the first of {@code edit_history_tweet_ids}: each edit has a number of its own at X, and
 * replaces here what was before. An account's id is {@code x:} and its number.
 *
 * @see <a href="https://docs.x.com/x-api/fundamentals/data-dictionary">X: data dictionary</a>
 * @see <a href="https://docs.x.com/x-api/fundamentals/edit-posts">X: edited posts</a>
 * @see <a href="https://docs.x.com/x-api/compliance/streams/introduction">X: compliance streams</a>
 */
public final class XPostFormat extends JsonPostFormat {

    private static final String PLATFORM = "x";

    private static final Pattern NUMBER = Pattern.compile("\\d{1,20}");

    private static final Pattern SHORT_LINK = Pattern.compile("https?://t\\.co/\\w{1,40}");

    /** Events of compliance that delete nothing. */
    private static final List<String> POST_EVENTS = List.of("withheld", "drop", "undrop", "tweet_edit");

    private static final List<String> USER_EVENTS = List.of(
            "user_undelete",
            "user_protect",
            "user_unprotect",
            "user_suspend",
            "user_unsuspend",
            "user_withheld",
            "user_profile_modification",
            "scrub_geo");

    @Override
    public String name() {
        return "x";
    }

    /** Streams send an empty line each 20 seconds. */
    @Override
    boolean isHeartbeat(String payload) {
        return payload.isBlank();
    }

    @Override
    ParsedPost read(JsonObject payload) throws RejectedException {
        if (payload.has("data")) {
            JsonObject data = payload.requiredObject("data");
            ParsedPost compliance = compliance(data);
            return compliance == null ? post(data, payload.object("includes")) : compliance;
        }
        if (payload.has("id") || payload.has("text")) {
            return post(payload, null);
        }
        if (payload.has("errors") || payload.has("title")) {
            return new ParsedPost.Ignored(Reason.SERVER_MESSAGE);
        }
        throw new RejectedException(Kind.MISSING_FIELD, "data is missing");
    }

    /** Null for a post. */
    private static @Nullable ParsedPost compliance(JsonObject data) throws RejectedException {
        if (data.has("delete")) {
            return new ParsedPost.Delete(id(number(data.requiredObject("delete").requiredObject("tweet"), "id")));
        }
        if (data.has("user_delete")) {
            return new ParsedPost.AccountDeleted(
                    id(number(data.requiredObject("user_delete").requiredObject("user"), "id")));
        }
        if (POST_EVENTS.stream().anyMatch(data::has)) {
            return new ParsedPost.Ignored(Reason.POST_STATUS);
        }
        return USER_EVENTS.stream().anyMatch(data::has) ? new ParsedPost.Ignored(Reason.ACCOUNT_CHANGE) : null;
    }

    private static ParsedPost post(JsonObject post, @Nullable JsonObject includes) throws RejectedException {
        String number = number(post, "id");
        List<String> history = post.words("edit_history_tweet_ids", JsonObject.LONGEST_ID);
        String first = history.isEmpty() ? number : history.getFirst();
        if (!NUMBER.matcher(first).matches()) {
            throw post.invalid("edit_history_tweet_ids[0]", "must be a number");
        }
        Instant createdAt = post.time("created_at");
        Map<String, String> referenced = referenced(post);
        if (referenced.containsKey("retweeted")) {
            return new ParsedPost.Repost(id(first), id(referenced.get("retweeted")), createdAt, PLATFORM);
        }
        JsonObject note = post.object("note_tweet");
        JsonObject words = note == null ? post : note;
        LanguageTags languages = LanguageTags.of(post.word("lang", JsonObject.LONGEST_TAG));
        return new ParsedPost.Draft(
                id(first),
                unescaped(withWholeLinks(words.requiredText("text"), words.object("entities"))),
                createdAt,
                languages.first(),
                PLATFORM,
                author(post, includes),
                List.of(),
                new PostContext(
                        "https://x.com/i/status/" + number,
                        createdAt,
                        history.size() > 1 ? createdAt : null,
                        languages.others(),
                        references(post, number, referenced)));
    }

    private static @Nullable PostReferences references(JsonObject post, String number, Map<String, String> referenced)
            throws RejectedException {
        String parent = referenced.get("replied_to");
        String quoted = referenced.get("quoted");
        String conversation = post.has("conversation_id") ? number(post, "conversation_id") : null;
        String root = number.equals(conversation) ? null : conversation;
        return parent == null && quoted == null && root == null
                ? null
                : new PostReferences(
                        parent == null ? null : id(parent),
                        root == null ? null : id(root),
                        quoted == null ? null : id(quoted));
    }

    /** The numbers of the posts that it refers to, by how it does. */
    private static Map<String, String> referenced(JsonObject post) throws RejectedException {
        Map<String, String> referenced = new HashMap<>();
        for (JsonObject reference : post.objects("referenced_tweets")) {
            referenced.putIfAbsent(reference.requiredWord("type", JsonObject.LONGEST_NAME), number(reference, "id"));
        }
        return referenced;
    }

    private static @Nullable Author author(JsonObject post, @Nullable JsonObject includes) throws RejectedException {
        // Tools that flatten an answer put the user into the post.
        if (post.isObject("author")) {
            JsonObject user = post.requiredObject("author");
            return named(user, number(user, "id"));
        }
        if (!post.has("author_id")) {
            return null;
        }
        String number = number(post, "author_id");
        if (includes != null) {
            for (JsonObject user : includes.objects("users")) {
                if (number.equals(user.id("id"))) {
                    return named(user, number);
                }
            }
        }
        return new Author(null, null, id(number));
    }

    private static Author named(JsonObject user, String number) throws RejectedException {
        return new Author(user.name("username"), user.name("name"), id(number));
    }

    /** Each short address is written out once, so that the text grows no further than with the payload. */
    private static String withWholeLinks(String text, @Nullable JsonObject entities) throws RejectedException {
        Map<String, String> targets = new HashMap<>();
        for (JsonObject link : entities == null ? List.<JsonObject>of() : entities.objects("urls")) {
            String target = link.word("expanded_url", JsonObject.LONGEST_LINK);
            String shortened = link.word("url", JsonObject.LONGEST_LINK);
            if (shortened != null && LinkText.isWebAddress(target)) {
                targets.put(shortened, target);
            }
        }
        return SHORT_LINK.matcher(text).replaceAll(link -> {
            String target = targets.remove(link.group());
            return Matcher.quoteReplacement(
                    target == null ? link.group() : LinkText.written(target) + LinkText.spaceBefore(text, link.end()));
        });
    }

    private static String number(JsonObject object, String field) throws RejectedException {
        String number = object.requiredId(field);
        if (!NUMBER.matcher(number).matches()) {
            throw object.invalid(field, "must be a number");
        }
        return number;
    }

    private static String id(String number) {
        return "x:" + number;
    }
}
