package dev.canard.deploy.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.luben.zstd.ZstdIOException;
import dev.canard.deploy.source.InputFile.Layout;
import dev.canard.event.DeadLetter;
import dev.canard.event.SourcePosition;
import dev.canard.indexer.debunk.ArticlePayload;
import dev.canard.indexer.debunk.ClaimReviews;
import dev.canard.ingest.PostFormat;
import dev.canard.topic.RawHeaders;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.zip.ZipException;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/**
 * Turns the records of one file into payloads: most are one, a wrapper of fact-checks is one for each of them. What a payload
 * says is not judged here, only what would keep it from becoming a record; that turns into a dead letter with its place.
 */
public final class Payloads implements AutoCloseable {

    /** A page may be so many times as large as a payload: most of it is not the fact-check. */
    private static final int PAGE_FACTOR = 8;

    private final InputFile file;
    private final InputKind kind;
    private final Layout layout;
    private final String topic;
    private final int limit;
    private final InstantSource clock;
    private final Chunks chunks;
    private final @Nullable Table table;
    private final @Nullable PostFormat format;
    private final boolean growing;

    /** Inputs of the record that was read last. */
    private final Queue<Input> pending = new ArrayDeque<>();

    private long records;
    private boolean anyInput;
    private boolean ended;

    /**
     * Opens a file.
     *
     * @param topic name of the topic that it is for
     * @param limit the largest payload, in bytes
     * @throws IOException if it cannot be read, is to have a header line and has none, is to be an article of posts, or is a
     *     table of posts in the format of a platform
     */
    Payloads(InputFile file, InputKind kind, String topic, int limit, InstantSource clock) throws IOException {
        this(file, kind, topic, limit, clock, false);
    }

    /**
     * Opens a file that may grow.
     *
     * @param growing whether {@link #next} goes on where the file had ended, and keeps back a record whose end is not there yet
     */
    public Payloads(InputFile file, InputKind kind, String topic, int limit, InstantSource clock, boolean growing)
            throws IOException {
        this.file = file;
        this.kind = kind;
        this.topic = topic;
        this.limit = limit;
        this.clock = clock;
        this.format = PostPayloads.formatOf(file.format());
        this.growing = growing;
        InputStream in = file.content().open();
        try {
            in = Unpacking.of(in);
            Layout named = file.layoutOf(kind);
            if (named == null) {
                LayoutDetector.Detected detected = LayoutDetector.detect(in, limit, file.columns());
                layout = detected.layout();
                in = detected.content();
            } else {
                layout = named;
            }
            if (layout == Layout.ARTICLE && kind != InputKind.DEBUNKS) {
                throw new IOException(file.name() + ": only fact-checks can be articles");
            }
            if (format != null && (layout == Layout.TSV || layout == Layout.CSV)) {
                throw new IOException("%s: rows of a table are in Canard's own format, not in \"%s\""
                        .formatted(file.name(), format.name()));
            }
            TableCutter rows = new TableCutter();
            chunks = switch (layout) {
                case ARTICLE -> new Chunks(in, limit * PAGE_FACTOR, Cutter.whole(), growing);
                case JSON ->
                    new Chunks(
                            in,
                            limit,
                            new JsonCutter(kind == InputKind.DEBUNKS ? JsonCutter.WRAPPERS : Set.of()),
                            growing);
                case JSONL, TSV -> new Chunks(in, limit, Cutter.lines(), growing);
                case CSV -> new Chunks(in, limit, rows, growing);
            };
            table = layout == Layout.TSV || layout == Layout.CSV ? readHeader(chunks) : null;
            if (table != null) {
                rows.separator(table.separator());
            }
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private Table readHeader(Chunks lines) throws IOException {
        Chunks.Chunk line = lines.next();
        try {
            String header = line == null ? "" : text(line.bytes());
            return Table.withHeader(
                    layout, header.startsWith("\uFEFF") ? header.substring(1) : header, kind, file.columns());
        } catch (CharacterCodingException e) {
            throw new IOException(file.name() + ": the header's bytes are no UTF-8", e);
        } catch (IOException e) {
            throw new IOException(file.name() + ": " + e.getMessage(), e);
        }
    }

    /** The next input; null at the end, or for now if the file may grow. */
    @Nullable
    public Input next() throws IOException {
        while (pending.isEmpty() && !ended) {
            Chunks.Chunk chunk = nextChunk();
            if (chunk == null && growing) {
                return null;
            } else if (chunk == null) {
                ended = true;
                end();
            } else {
                records++;
                read(chunk);
            }
        }
        anyInput |= !pending.isEmpty();
        return pending.poll();
    }

    private Chunks.@Nullable Chunk nextChunk() throws IOException {
        try {
            return chunks.next();
        } catch (EOFException | ZipException | ZstdIOException e) {
            throw new IOException(file.name() + ": the packed data break off or are damaged", e);
        }
    }

    /** What is wrong with the file as a whole counts as its last record. */
    private void end() {
        String missing = chunks.missing();
        if (missing != null) {
            pending.add(unusable(nothing(), DeadLetter.Kind.NOT_JSON, missing));
        } else if (layout == Layout.ARTICLE && records == 0) {
            pending.add(unusable(nothing(), DeadLetter.Kind.EMPTY, "the file is empty"));
        } else if (layout == Layout.JSON && records > 0 && !anyInput) {
            pending.add(unusable(
                    nothing(), DeadLetter.Kind.MISSING_FIELD, "no ClaimReview in its %d elements".formatted(records)));
        }
        records += pending.size();
    }

    private Chunks.Chunk nothing() {
        return new Chunks.Chunk(chunks.line(), "", new byte[0], 0);
    }

    /** Whether {@link #next} would answer without waiting for whoever writes the stream. */
    boolean ready() throws IOException {
        return !pending.isEmpty() || chunks.ready();
    }

    /** Whether all inputs of the records that were read have been taken. */
    boolean isBetweenRecords() {
        return pending.isEmpty();
    }

    /** How many records of the file were read so far, those passed over included; a header is none. */
    public long records() {
        return records;
    }

    /** How many bytes of the file were read so far, unpacked. */
    public long bytesRead() {
        return chunks.bytesRead();
    }

    /**
     * Passes over what was read before.
     *
     * @param after how far an earlier reader came; null for nothing
     * @return how many records that are
     * @throws IOException if it is not the file that the earlier reader read
     */
    public long resume(@Nullable SourcePosition after) throws IOException {
        if (after == null) {
            return 0;
        }
        if (!after.position().equals(skip(after.records()))) {
            throw new IOException(
                    "%s has changed in its first %d records, which were read before; another --state starts afresh, or --from-beginning"
                            .formatted(file.name(), after.records()));
        }
        return after.records();
    }

    /**
     * Passes over records that were read before.
     *
     * @return the fingerprint of all that was passed over; null if there are fewer records
     */
    @Nullable
    String skip(long count) throws IOException {
        for (long i = 0; i < count; i++) {
            if (chunks.next() == null) {
                ended = true;
                end();
                if (pending.isEmpty() || i < count - 1) {
                    return null;
                }
                pending.clear();
            } else {
                records++;
            }
        }
        anyInput = count > 0;
        return chunks.fingerprint();
    }

    /** Fingerprint of all up to the end of the last record that was read. */
    public String fingerprint() {
        return chunks.fingerprint();
    }

    private void read(Chunks.Chunk chunk) {
        if (!chunk.complete()) {
            pending.add(tooLarge(chunk));
            return;
        }
        switch (layout) {
            case ARTICLE -> readPage(chunk);
            case JSONL, JSON -> readJson(chunk);
            case TSV, CSV -> readRow(chunk);
        }
    }

    private void readJson(Chunks.Chunk chunk) {
        if (kind == InputKind.POSTS) {
            addPayload(chunk, position(chunk), PostPayloads.key(format, chunk.bytes(), place(chunk)), chunk.bytes());
            return;
        }
        for (ClaimReviews.Found review :
                ClaimReviews.inJson(chunk.bytes(), !chunk.pointer().isEmpty())) {
            add(chunk, position(chunk) + review.place(), review);
        }
    }

    private void add(Chunks.Chunk chunk, String position, ClaimReviews.Found review) {
        String id = review.id();
        addPayload(chunk, position, id == null ? file.name() + ":" + position : id, review.payload());
    }

    private void addPayload(Chunks.Chunk chunk, String position, String key, byte[] payload) {
        String name = format == null ? kind.jsonFormat() : format.name();
        RawHeaders headers = new RawHeaders(name, file.name(), position);
        pending.add(payload.length > limit ? tooLarge(chunk) : new Input.Payload(key, payload, headers));
    }

    private void readPage(Chunks.Chunk chunk) {
        String page = pageText(chunk.bytes());
        if (page == null) {
            pending.add(unusable(
                    chunk, DeadLetter.Kind.NOT_UTF8, "the file's bytes are no UTF-8, and it names no other encoding"));
            return;
        }
        if (page.isBlank()) {
            pending.add(unusable(chunk, DeadLetter.Kind.EMPTY, "the file is blank"));
            return;
        }
        if (file.claim() == null) {
            for (ClaimReviews.Found review : ClaimReviews.inPage(page, file.name())) {
                add(chunk, review.place(), review);
            }
        }
        if (pending.isEmpty()) {
            byte[] payload = new ArticlePayload(file.name(), page, file.claim()).toBytes();
            RawHeaders headers = new RawHeaders("article", file.name(), position(chunk));
            pending.add(payload.length > limit ? tooLarge(chunk) : new Input.Payload(file.name(), payload, headers));
        }
    }

    private void readRow(Chunks.Chunk chunk) {
        if (layout == Layout.CSV && chunk.bytes().length == 0) {
            return;
        }
        List<String> fields;
        try {
            fields = Objects.requireNonNull(table).fields(text(chunk.bytes()));
        } catch (CharacterCodingException e) {
            pending.add(unusable(chunk, DeadLetter.Kind.NOT_UTF8, "the line's bytes are no UTF-8"));
            return;
        } catch (IOException e) {
            pending.add(unusable(chunk, DeadLetter.Kind.INVALID_FIELD, String.valueOf(e.getMessage())));
            return;
        }
        if (fields.size() != table.size()) {
            pending.add(unusable(
                    chunk,
                    chunk.bytes().length == 0 ? DeadLetter.Kind.EMPTY : DeadLetter.Kind.MISSING_FIELD,
                    "%d fields where the header has %d".formatted(fields.size(), table.size())));
            return;
        }
        JsonNode row = table.row(fields);
        RawHeaders headers = new RawHeaders(kind.rowFormat(), file.name(), position(chunk));
        pending.add(new Input.Payload(
                kind.key(row, place(chunk)), row.toString().getBytes(StandardCharsets.UTF_8), headers));
    }

    private static String position(Chunks.Chunk chunk) {
        return chunk.line() + chunk.pointer();
    }

    private String place(Chunks.Chunk chunk) {
        return file.name() + ":" + position(chunk);
    }

    private Input tooLarge(Chunks.Chunk chunk) {
        return unusable(chunk, DeadLetter.Kind.TOO_LARGE, PostPayloads.tooLarge(chunk.size(), limit));
    }

    private Input unusable(Chunks.Chunk chunk, DeadLetter.Kind why, String message) {
        return new Input.Unusable(new DeadLetter(
                why,
                message,
                topic,
                -1,
                -1,
                file.name(),
                position(chunk),
                null,
                Arrays.copyOf(chunk.bytes(), Math.min(chunk.bytes().length, limit)),
                chunk.size(),
                clock.instant()));
    }

    private static @Nullable String pageText(byte[] bytes) {
        try {
            return text(bytes);
        } catch (CharacterCodingException e) {
            try {
                Charset named =
                        Jsoup.parse(new ByteArrayInputStream(bytes), null, "").charset();
                return named.equals(StandardCharsets.UTF_8) ? null : new String(bytes, named);
            } catch (IOException unreadable) {
                throw new UncheckedIOException("bytes in memory can be read", unreadable);
            }
        }
    }

    private static String text(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    @Override
    public void close() throws IOException {
        chunks.close();
    }
}
