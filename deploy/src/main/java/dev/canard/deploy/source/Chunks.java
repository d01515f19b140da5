package dev.canard.deploy.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/** Reads bytes record by record, in bounded memory whatever the bytes are. Not thread-safe. */
final class Chunks implements AutoCloseable {

    /**
     * The bytes of a record.
     *
     * @param line the line on which it begins, from 1
     * @param pointer where in the file's structure it stands, see {@link Cutter#pointer}
     * @param bytes its bytes without the line's end, at most the limit
     * @param size how many bytes it has in truth
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Chunk(long line, String pointer, byte[] bytes, long size) {

        boolean complete() {
            return bytes.length == size;
        }
    }

    private final InputStream in;
    private final int limit;
    private final Cutter cutter;
    private final boolean growing;
    private MessageDigest digest;

    /** Of all up to the end of the last record, where a later one is open. */
    private @Nullable MessageDigest digestOfRecords;

    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int filled;
    private long line = 1;
    private long bytesBefore;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(256);
    private long size;
    private long firstLine;

    Chunks(InputStream in, int limit, Cutter cutter) {
        this(in, limit, cutter, false);
    }

    /** @param growing whether more bytes may come behind the end, to which a record without an end is kept open */
    Chunks(InputStream in, int limit, Cutter cutter, boolean growing) {
        this.growing = growing;
        this.in = in;
        this.limit = limit;
        this.cutter = cutter;
        digest = DigestUtils.getSha256Digest();
    }

    /** The next record, null at the end. */
    @Nullable
    Chunk next() throws IOException {
        MessageDigest before = digestOfRecords;
        if (before == null) {
            drop();
            before = copy(digest);
        }
        boolean ended = false;
        while (!ended && (position < filled || fill())) {
            int start = position;
            ended = cutBuffer();
            digest.update(buffer, start, position - start);
        }
        digestOfRecords = !ended && growing ? before : null;
        if (digestOfRecords != null) {
            return null;
        }
        if (!ended && size == 0) {
            // What is behind the last record belongs to none: the fingerprint is that of the records.
            digest = before;
            return null;
        }
        return chunk(ended);
    }

    /** Takes bytes out of the buffer up to the end of the record; tells whether that was there. */
    private boolean cutBuffer() {
        int from = position;
        while (position < filled) {
            byte next = buffer[position];
            Cutter.Cut cut = cutter.at(next);
            if (cut == Cutter.Cut.KEEP || cut == Cutter.Cut.KEEP_AND_END) {
                firstLine = firstLine == 0 ? line : firstLine;
            } else {
                keep(from, position);
                from = position + 1;
            }
            position++;
            if (next == '\n') {
                line++;
            }
            switch (cut) {
                case KEEP, SKIP -> {}
                case DROP -> drop();
                case END -> {
                    return true;
                }
                case KEEP_AND_END -> {
                    keep(from, position);
                    return true;
                }
            }
        }
        keep(from, position);
        return false;
    }

    private void keep(int from, int to) {
        // One byte more than the limit, since a carriage return at the end does not count.
        kept.write(buffer, from, (int) Math.min(to - from, Math.max(0, limit + 1L - kept.size())));
        size += to - from;
    }

    private void drop() {
        kept.reset();
        size = 0;
        firstLine = 0;
    }

    private Chunk chunk(boolean ended) {
        byte[] bytes = kept.toByteArray();
        // Where the record is larger than what is kept of it, its last byte does not matter.
        if (ended && size == bytes.length && size > 0 && bytes[bytes.length - 1] == '\r') {
            size--;
        }
        int length = (int) Math.min(Math.min(size, limit), bytes.length);
        return new Chunk(
                firstLine == 0 ? line - 1 : firstLine,
                cutter.pointer(),
                bytes.length == length ? bytes : Arrays.copyOf(bytes, length),
                size);
    }

    /** What is missing at the end, see {@link Cutter#missing}. */
    @Nullable
    String missing() {
        return cutter.missing();
    }

    /** The line that is read next, from 1. */
    long line() {
        return line;
    }

    /** How many bytes were read so far. */
    long bytesRead() {
        return bytesBefore + position;
    }

    /** Whether a record can be read without waiting for whoever writes the stream. */
    boolean ready() throws IOException {
        return position < filled || in.available() > 0;
    }

    /** Fingerprint of all up to the end of the last record that was read. */
    String fingerprint() {
        MessageDigest records = digestOfRecords == null ? digest : digestOfRecords;
        return HexFormat.of().formatHex(copy(records).digest(), 0, 8);
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("SHA-256 can be cloned", e);
        }
    }

    private boolean fill() throws IOException {
        bytesBefore += filled;
        position = 0;
        filled = Math.max(0, in.read(buffer));
        return filled > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
