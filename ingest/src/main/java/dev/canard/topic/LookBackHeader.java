package dev.canard.topic;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** A header of fact-checks as received that spares those who keep recent posts: for old fact-checks in bulk. */
public final class LookBackHeader {

    private static final String NAME = "canard_look_back";
    private static final byte[] NO = "no".getBytes(StandardCharsets.UTF_8);

    private LookBackHeader() {}

    /** Asks that recent posts are not judged again for this fact-check. */
    public static void addNo(Headers headers) {
        headers.add(NAME, NO);
    }

    /** Whether recent posts are judged again for a fact-check, as they are unless a header says no. */
    public static boolean of(Headers headers) {
        Header header = headers.lastHeader(NAME);
        return header == null || !Arrays.equals(NO, header.value());
    }
}
