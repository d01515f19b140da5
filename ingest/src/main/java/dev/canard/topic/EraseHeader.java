package dev.canard.topic;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A header of records without a value by which they say more than that a post was deleted: whatever was kept of it is to be forgotten, its
 * alerts too. It goes along with the post from topic to topic.
 */
public final class EraseHeader {

    private static final String NAME = "canard_erase";
    private static final byte[] YES = "yes".getBytes(StandardCharsets.UTF_8);

    private EraseHeader() {}

    /** Asks that the post is erased. */
    public static void addTo(Headers headers) {
        headers.remove(NAME).add(NAME, YES);
    }

    /** Whether the post is to be erased. */
    public static boolean of(Headers headers) {
        Header header = headers.lastHeader(NAME);
        return header != null && Arrays.equals(YES, header.value());
    }
}
