package dev.canard.deploy.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Reads bytes line by line, in bounded memory whatever the bytes are. Lines end in LF or CR LF; or all bytes are one line. Not
 * thread-safe.
 */
final class Lines implements AutoCloseable {

    /**
     * A line.
     *
     * @param number from 1
     * @param bytes its bytes without the line's end, at most the limit
     * @param size how many bytes it has in truth
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Line(long number, byte[] bytes, long size) {

        boolean complete() {
            return bytes.length == size;
        }
    }

    private final InputStream in;
    /** Stands for the end of a line where there is none: no byte has this value. */
    private static final int NO_END = 256;

    private final int limit;
    private final int lineEnd;
    private final MessageDigest digest;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int filled;
    private long number;

    Lines(InputStream in, int limit) {
        this(in, limit, '\n');
    }

    /** Takes all bytes for one line. */
    static Lines whole(InputStream in, int limit) {
        return new Lines(in, limit, NO_END);
    }

    private Lines(InputStream in, int limit, int lineEnd) {
        this.in = in;
        this.limit = limit;
        this.lineEnd = lineEnd;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** The next line, null at the end. */
    @Nullable
    Line next() throws IOException {
        if (position == filled && !fill()) {
            return null;
        }
        ByteArrayOutputStream kept = new ByteArrayOutputStream(256);
        long size = 0;
        boolean ended = false;
        boolean carriageReturn = false;
        while (!ended && (position < filled || fill())) {
            int start = position;
            while (position < filled && buffer[position] != lineEnd) {
                position++;
            }
            int length = position - start;
            kept.write(buffer, start, (int) Math.min(length, Math.max(0, limit + 1L - kept.size())));
            size += length;
            carriageReturn = length > 0 ? buffer[position - 1] == '\r' : carriageReturn;
            if (position < filled) {
                position++;
                ended = true;
            }
            digest.update(buffer, start, position - start);
        }
        if (ended && carriageReturn) {
            size--;
        }
        byte[] bytes = kept.toByteArray();
        int length = (int) Math.min(Math.min(size, limit), bytes.length);
        return new Line(++number, bytes.length == length ? bytes : Arrays.copyOf(bytes, length), size);
    }

    /** Whether a line can be read without waiting for whoever writes the stream. */
    boolean ready() throws IOException {
        return position < filled || in.available() > 0;
    }

    /** Fingerprint of all that was read so far. */
    String fingerprint() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest(), 0, 8);
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("SHA-256 can be cloned", e);
        }
    }

    private boolean fill() throws IOException {
        position = 0;
        filled = Math.max(0, in.read(buffer));
        return filled > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
