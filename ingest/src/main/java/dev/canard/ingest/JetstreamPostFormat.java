package dev.canard.ingest;

import dev.canard.event.Author;
import dev.canard.event.DeadLetter.Kind;
import dev.canard.event.PostContext;
import dev.canard.event.PostReferences;
import dev.canard.ingest.ParsedPost.Ignored.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Events of Bluesky's Jetstream, version 1. A post's id is its address {@code at://DID/app.bsky.feed.post/KEY}, an account's
 * id its DID; its handle is not in the stream.
 *
 * @see <a href="https://github.com/bluesky-social/jetstream">Jetstream</a>
 * @see <a href="https://github.com/bluesky-social/atproto/tree/main/lexicons/app/bsky">the lexicons of the records</a>
 */
public final class JetstreamPostFormat extends JsonPostFormat {

    private static final String PLATFORM = "bluesky";
    private static final String POSTS = "app.bsky.feed.post";
    private static final String REPOSTS = "app.bsky.feed.repost";

    /** Neither can hold the slash that parts them in an address. */
    private static final Pattern DID = Pattern.compile("did:[a-z]{1,20}:[A-Za-z0-9._:%-]{1,250}");

    private static final Pattern RECORD_KEY = Pattern.compile("[A-Za-z0-9._:~-]{1,200}");

    @Override
    public String name() {
        return "bluesky-jetstream";
    }

    @Override
    ParsedPost read(JsonObject event) throws RejectedException {
        String did = event.requiredWord("did", JsonObject.LONGEST_ID);
        if (!DID.matcher(did).matches()) {
            throw event.invalid("did", "must be a DID such as did:plc:abc123");
        }
        Instant receivedAt = event.requiredMicroseconds("time_us");
        return switch (event.requiredWord("kind", JsonObject.LONGEST_NAME)) {
            case "commit" -> commit(did, receivedAt, event.requiredObject("commit"));
            case "account" -> account(did, event.requiredObject("account"));
            case "identity" -> new ParsedPost.Ignored(Reason.ACCOUNT_CHANGE);
            default -> new ParsedPost.Ignored(Reason.NO_POST);
        };
    }

    /** An account that is suspended or switched off may come back; only a deleted one is gone. */
    private static ParsedPost account(String did, JsonObject account) throws RejectedException {
        boolean active = account.flag("active");
        boolean deleted = "deleted".equals(account.word("status", JsonObject.LONGEST_NAME));
        return deleted && !active ? new ParsedPost.AccountDeleted(did) : new ParsedPost.Ignored(Reason.ACCOUNT_CHANGE);
    }

    private static ParsedPost commit(String did, Instant receivedAt, JsonObject commit) throws RejectedException {
        String collection = commit.requiredWord("collection", JsonObject.LONGEST_ID);
        boolean repost = collection.equals(REPOSTS);
        if (!repost && !collection.equals(POSTS)) {
            return new ParsedPost.Ignored(Reason.NO_POST);
        }
        String key = commit.requiredWord("rkey", JsonObject.LONGEST_ID);
        if (!RECORD_KEY.matcher(key).matches()) {
            throw commit.invalid("rkey", "must be a record key such as 3l3qo2vuowo2b");
        }
        String id = "at://%s/%s/%s".formatted(did, collection, key);
        String operation = commit.requiredWord("operation", JsonObject.LONGEST_NAME);
        return switch (operation) {
            case "create", "update" -> {
                JsonObject record = commit.requiredObject("record");
                yield repost
                        ? repost(id, receivedAt, record)
                        : post(id, did, key, receivedAt, operation.equals("update"), record);
            }
            case "delete" ->
                repost ? new ParsedPost.Ignored(Reason.REPOST_UNDONE) : new ParsedPost.Delete(id, receivedAt);
            default -> throw commit.invalid("operation", "must be create, update or delete");
        };
    }

    private static ParsedPost repost(String id, Instant receivedAt, JsonObject record) throws RejectedException {
        String subject = record.requiredObject("subject").requiredWord("uri", JsonObject.LONGEST_ID);
        return new ParsedPost.Repost(id, subject, receivedAt, PLATFORM);
    }

    private static ParsedPost post(
            String id, String did, String key, Instant receivedAt, boolean edited, JsonObject record)
            throws RejectedException {
        Instant createdAt = record.time("createdAt");
        if (createdAt == null) {
            throw new RejectedException(Kind.MISSING_FIELD, "commit.record.createdAt is missing");
        }
        List<String> links = new ArrayList<>();
        String text = withWholeLinks(record.requiredText("text"), record.objects("facets"), links);
        JsonObject embed = record.object("embed");
        String quoted = embed == null ? null : quoted(embed);
        if (embed != null) {
            addExternalLink(embed, links);
        }
        LanguageTags languages = LanguageTags.of(record.words("langs", JsonObject.LONGEST_TAG));
        return new ParsedPost.Draft(
                id,
                text,
                createdAt,
                languages.first(),
                PLATFORM,
                new Author(null, null, did),
                links,
                new PostContext(
                        "https://bsky.app/profile/%s/post/%s".formatted(did, key),
                        receivedAt,
                        edited ? receivedAt : null,
                        languages.others(),
                        references(record, quoted)));
    }

    private static @Nullable PostReferences references(JsonObject record, @Nullable String quoted)
            throws RejectedException {
        JsonObject reply = record.object("reply");
        if (reply != null) {
            return new PostReferences(
                    reply.requiredObject("parent").requiredWord("uri", JsonObject.LONGEST_ID),
                    reply.requiredObject("root").requiredWord("uri", JsonObject.LONGEST_ID),
                    quoted);
        }
        return quoted == null ? null : new PostReferences(null, null, quoted);
    }

    /** What a post shows within itself may also be a feed or a list, which is no quote. */
    private static @Nullable String quoted(JsonObject embed) throws RejectedException {
        JsonObject reference = switch (type(embed)) {
            case "app.bsky.embed.record" -> embed.requiredObject("record");
            case "app.bsky.embed.recordWithMedia" ->
                embed.requiredObject("record").requiredObject("record");
            default -> null;
        };
        String address = reference == null ? null : reference.requiredWord("uri", JsonObject.LONGEST_ID);
        return address != null && address.contains("/" + POSTS + "/") ? address : null;
    }

    private static void addExternalLink(JsonObject embed, List<String> links) throws RejectedException {
        boolean withRecord = type(embed).equals("app.bsky.embed.recordWithMedia");
        JsonObject media = withRecord ? embed.requiredObject("media") : embed;
        if (type(media).equals("app.bsky.embed.external")) {
            String address = media.requiredObject("external").word("uri", JsonObject.LONGEST_LINK);
            if (LinkText.isWebAddress(address)) {
                links.add(address);
            }
        }
    }

    private static String type(JsonObject object) throws RejectedException {
        String type = object.word("$type", JsonObject.LONGEST_ID);
        return type == null ? "" : type;
    }

    /** A link between two places of a text, in UTF-16 code units. */
    private record Facet(int start, int end, String address) {}

    /**
     * Writes links out where the text shows their shortened addresses.
     *
     * @param links receives those behind other words, and those that lie nowhere in the text
     */
    private static String withWholeLinks(String text, List<JsonObject> facets, List<String> links)
            throws RejectedException {
        if (facets.isEmpty()) {
            return text;
        }
        List<Facet> found = placed(text, facets, links);
        StringBuilder whole = new StringBuilder();
        int copied = 0;
        for (Facet facet : found) {
            boolean overlaps = facet.start < copied;
            if (!overlaps && LinkText.isItsAddress(text.substring(facet.start, facet.end), facet.address)) {
                whole.append(text, copied, facet.start)
                        .append(LinkText.written(facet.address))
                        .append(LinkText.spaceBefore(text, facet.end));
                copied = facet.end;
            } else {
                links.add(facet.address);
            }
        }
        return whole.append(text, copied, text.length()).toString();
    }

    /** The links that lie in the text, in order. People see the text as well where a facet is wrong. */
    private static List<Facet> placed(String text, List<JsonObject> facets, List<String> others)
            throws RejectedException {
        int[] places = placesOfBytes(text);
        List<Facet> found = new ArrayList<>();
        for (JsonObject facet : facets) {
            JsonObject index = facet.requiredObject("index");
            int start = place(index, "byteStart", places);
            int end = place(index, "byteEnd", places);
            boolean inText = start >= 0 && end >= start;
            for (JsonObject feature : facet.objects("features")) {
                if (type(feature).equals("app.bsky.richtext.facet#link")) {
                    String address = feature.requiredWord("uri", JsonObject.LONGEST_LINK);
                    if (!LinkText.isWebAddress(address)) {
                        continue;
                    }
                    if (inText) {
                        found.add(new Facet(start, end, address));
                    } else {
                        others.add(address);
                    }
                }
            }
        }
        found.sort(Comparator.comparingInt(Facet::start));
        return found;
    }

    /** Which character begins or ends at an offset in UTF-8, -1 for none. */
    private static int place(JsonObject index, String field, int[] places) throws RejectedException {
        long offset = index.isInteger(field) ? index.requiredInteger(field) : -1;
        return offset < 0 || offset >= places.length ? -1 : places[(int) offset];
    }

    /** For each byte of the text in UTF-8 and for its end: which character begins there, -1 for none. */
    private static int[] placesOfBytes(String text) {
        int[] places = new int[text.getBytes(StandardCharsets.UTF_8).length + 1];
        Arrays.fill(places, -1);
        int offset = 0;
        int codePoint;
        for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
            codePoint = text.codePointAt(i);
            places[offset] = i;
            offset += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
        }
        places[offset] = text.length();
        return places;
    }
}
