package dev.canard.ingest;

import dev.canard.event.Author;
import dev.canard.event.DeadLetter.Kind;
import dev.canard.event.PostContext;
import dev.canard.event.PostReferences;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Comments and submissions of Reddit, as its API and the dumps of Pushshift and its successors hold them. A post's id is its
 * full name: {@code t1_} and the id of a comment, {@code t3_} and the id of a submission.
 *
 * @see <a href="https://github.com/reddit-archive/reddit/wiki/JSON">Reddit: JSON</a>
 */
public final class RedditPostFormat extends JsonPostFormat {

    private static final String PLATFORM = "reddit";

    private static final Pattern BASE_36 = Pattern.compile("[0-9a-z]{1,13}");
    private static final Pattern FULL_NAME = Pattern.compile("t[1-6]_[0-9a-z]{1,13}");

    /** What stands where a text was: {@code [deleted]}, {@code [removed]}, {@code [ Removed by Reddit ]}. */
    private static final Pattern GONE =
            Pattern.compile("\\[ ?(?:deleted|removed)(?: by [a-z ]{1,40})?]", Pattern.CASE_INSENSITIVE);

    @Override
    public String name() {
        return "reddit";
    }

    @Override
    ParsedPost read(JsonObject post) throws RejectedException {
        if (post.has("body")) {
            return post(post, "t1_", "", markdown(post.requiredText("body")), post.requiredText("body"));
        }
        if (post.has("title")) {
            String title = unescaped(post.requiredText("title"));
            String selftext = post.text("selftext");
            String gone = selftext == null || selftext.isBlank() ? title : selftext;
            return post(post, "t3_", title.strip(), markdown(selftext == null ? "" : selftext), gone);
        }
        throw new RejectedException(Kind.MISSING_FIELD, "body and title are missing");
    }

    private static ParsedPost post(JsonObject post, String prefix, String title, ReadText body, String maybeGone)
            throws RejectedException {
        String id = fullName(post, prefix);
        if (GONE.matcher(maybeGone.strip()).matches()) {
            return new ParsedPost.Delete(id);
        }
        Instant createdAt = post.seconds("created_utc");
        // False, or true in old records that do not say when.
        boolean editedOnce = post.isBoolean("edited") && post.flag("edited");
        List<String> links = new ArrayList<>(body.links());
        String permalink = post.word("permalink", JsonObject.LONGEST_LINK);
        String target = post.word("url", JsonObject.LONGEST_LINK);
        boolean ofItself = permalink != null && target != null && target.endsWith(permalink);
        if (target != null && !ofItself && LinkText.isWebAddress(unescaped(target))) {
            links.add(unescaped(target));
        }
        return new ParsedPost.Draft(
                id,
                title.isEmpty() || body.text().isEmpty() ? title + body.text() : title + "\n\n" + body.text(),
                createdAt,
                null,
                PLATFORM,
                author(post),
                links,
                new PostContext(
                        permalink == null || !permalink.startsWith("/")
                                ? permalink
                                : "https://www.reddit.com" + permalink,
                        // The server took this revision at another time, which nobody knows.
                        editedOnce ? null : createdAt,
                        post.isBoolean("edited") ? null : post.seconds("edited"),
                        List.of(),
                        references(post)));
    }

    private static String fullName(JsonObject post, String prefix) throws RejectedException {
        String name = post.word("name", JsonObject.LONGEST_ID);
        if (name != null) {
            if (!name.startsWith(prefix) || !FULL_NAME.matcher(name).matches()) {
                throw post.invalid("name", "must be a full name such as %sabc123".formatted(prefix));
            }
            return name;
        }
        String id = post.requiredWord("id", JsonObject.LONGEST_ID);
        if (!BASE_36.matcher(id).matches()) {
            throw post.invalid("id", "must be a number of base 36 such as abc123");
        }
        return prefix + id;
    }

    private static @Nullable PostReferences references(JsonObject post) throws RejectedException {
        String parent = post.word("parent_id", JsonObject.LONGEST_ID);
        String root = post.word("link_id", JsonObject.LONGEST_ID);
        String quoted = post.word("crosspost_parent", JsonObject.LONGEST_ID);
        return parent == null && root == null && quoted == null ? null : new PostReferences(parent, root, quoted);
    }

    private static @Nullable Author author(JsonObject post) throws RejectedException {
        String handle = post.name("author");
        return handle == null || GONE.matcher(handle).matches()
                ? null
                : new Author(handle, null, post.word("author_fullname", JsonObject.LONGEST_ID));
    }

    /** Spoilers are shown. What is escaped may be a mark of Markdown. */
    private static ReadText markdown(String text) {
        return MarkdownText.of(unescaped(text).replace(">!", "").replace("!<", ""));
    }
}
