package dev.canard.deploy.connector;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A timeline of a Mastodon server: as a stream of what is new, and as pages of what was.
 *
 * @param streamPath below {@code /api/v1/streaming/}, with its query
 * @param pagesPath below {@code /api/v1/timelines/}, with its query
 * @see <a href="https://docs.joinmastodon.org/methods/streaming/">Mastodon: streams</a>
 * @see <a href="https://docs.joinmastodon.org/methods/timelines/">Mastodon: timelines</a>
 */
public record MastodonTimeline(String streamPath, String pagesPath) {

    /** All public posts that the server knows. */
    public static final MastodonTimeline PUBLIC = new MastodonTimeline("public", "public?limit=40");

    /** Those of its own accounts. */
    public static final MastodonTimeline LOCAL = new MastodonTimeline("public/local", "public?limit=40&local=true");

    /** Those with a hashtag, named without its sign. */
    public static MastodonTimeline ofTag(String tag) {
        String escaped = URLEncoder.encode(tag, StandardCharsets.UTF_8);
        return new MastodonTimeline("hashtag?tag=" + escaped, "tag/" + escaped + "?limit=40");
    }

    URI stream(URI server) {
        return server.resolve("/api/v1/streaming/" + streamPath);
    }

    /** The oldest ones that are newer than a status. */
    URI pageAfter(URI server, String statusId) {
        return server.resolve(
                "/api/v1/timelines/" + pagesPath + "&min_id=" + URLEncoder.encode(statusId, StandardCharsets.UTF_8));
    }
}
