package dev.canard.topic;

import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Headers of a payload as received. The record's timestamp is the time of arrival.
 *
 * @param format the payload's format by name, for instance {@code canard}; null means the topic's own format
 * @param source where it came from: a file's name, a stream's address
 * @param position where in the source: a line number, a cursor
 * @param erases whether all that is kept of the post is to be forgotten, see {@link EraseHeader}
 * @param account {@link #hashed} id of the author of a post that is to be forgotten; null if it is not known
 */
public record RawHeaders(
        @Nullable String format,
        @Nullable String source,
        @Nullable String position,
        boolean erases,
        @Nullable String account) {

    private static final String FORMAT = "canard_format";
    private static final String SOURCE = "canard_source";
    private static final String POSITION = "canard_position";
    private static final String ACCOUNT = "canard_account";

    /** In bytes. A header is hostile too. */
    private static final int LONGEST = 1000;

    /** Headers that do not ask to forget anything. */
    public RawHeaders(@Nullable String format, @Nullable String source, @Nullable String position) {
        this(format, source, position, false, null);
    }

    /**
     * Headers of a record without a value by which all that is kept of a post is to be forgotten.
     *
     * @param author the id of its author as it is stored with the post; null if it is not known
     */
    public static RawHeaders erasing(@Nullable String author) {
        return new RawHeaders(null, null, null, true, author == null ? null : hashed(author));
    }

    /** How an account is named where its id must not stand. */
    public static String hashed(String account) {
        return DigestUtils.sha256Hex(account);
    }

    /** Reads the headers of a record; a value is cut to its first 1,000 bytes. */
    public static RawHeaders of(Headers headers) {
        return new RawHeaders(
                text(headers, FORMAT),
                text(headers, SOURCE),
                text(headers, POSITION),
                EraseHeader.of(headers),
                text(headers, ACCOUNT));
    }

    public Headers toHeaders() {
        Headers headers = new RecordHeaders();
        add(headers, FORMAT, format);
        add(headers, SOURCE, source);
        add(headers, POSITION, position);
        if (erases) {
            EraseHeader.addTo(headers);
            add(headers, ACCOUNT, account);
        }
        return headers;
    }

    private static void add(Headers headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? null
                : new String(header.value(), 0, Math.min(header.value().length, LONGEST), StandardCharsets.UTF_8);
    }
}
