package dev.canard.ingest;

import dev.canard.event.Author;
import dev.canard.event.DeadLetter;
import dev.canard.event.PostContext;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link PostFormat} makes of a payload. */
public sealed interface ParsedPost {

    /**
     * A post as its source gives it.
     *
     * @param id unique over all sources
     * @param text as its author wrote it: markup of the platform is read, shortened links are written out
     * @param createdAt when it was written, null if the source does not say
     * @param language BCP 47 tag, null if the source gives none
     * @param platform where it was posted, null if the source does not say
     * @param author who wrote it, null if the source does not say
     * @param links addresses that the source names beside the text or behind its words, in order
     * @param context what the source tells beside, null if nothing
     */
    record Draft(
            String id,
            String text,
            @Nullable Instant createdAt,
            @Nullable String language,
            @Nullable String platform,
            @Nullable Author author,
            List<String> links,
            @Nullable PostContext context)
            implements ParsedPost {

        public Draft {
            links = List.copyOf(links);
        }
    }

    /**
     * A post that was deleted at its source.
     *
     * @param id the post's id
     * @param at when, by the server's clock; null if it does not say
     */
    record Delete(String id, @Nullable Instant at) implements ParsedPost {

        public Delete(String id) {
            this(id, null);
        }
    }

    /**
     * An account that was deleted at its source, and with it all of its posts.
     *
     * @param accountId what {@link Author#id} of its posts is
     */
    record AccountDeleted(String accountId) implements ParsedPost {}

    /**
     * A post that was passed on unchanged, by someone who says nothing to it.
     *
     * @param id unique over all sources
     * @param postId the post that was passed on
     * @param createdAt when, null if the source does not say; the server's time where it tells more than one
     * @param platform where, null if the source does not say
     */
    record Repost(
            String id,
            String postId,
            @Nullable Instant createdAt,
            @Nullable String platform) implements ParsedPost {}

    /** Something that sources say and that concerns no post. */
    record Ignored(Reason reason) implements ParsedPost {

        /** What it is; also a tag of metrics. */
        public enum Reason {
            /** It keeps a connection open. */
            HEARTBEAT,
            /** It is about the connection, for instance that the server will end it. */
            SERVER_MESSAGE,
            /** It is about an account that goes on to exist: another name, another picture, a suspension. */
            ACCOUNT_CHANGE,
            /** It is about a post's visibility: hidden, shown again, withheld in a country; or says that an edit will come. */
            POST_STATUS,
            /** It is about something else than posts: a like, a follow, a notification. */
            NO_POST,
            /** A repost was taken back. */
            REPOST_UNDONE,
            /** A post was deleted that is named by a number of one server only, by which nobody else knows it. */
            LOCAL_DELETE,
            /** It names a post whose text it does not hold, or that has none. */
            WITHOUT_TEXT
        }
    }

    /**
     * A payload that is none of these.
     *
     * @param kind what is wrong with it
     * @param message what is wrong with it, for a person; quotes no more of the payload than a few words
     */
    record Rejection(DeadLetter.Kind kind, String message) implements ParsedPost {}
}
