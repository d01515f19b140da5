package dev.canard.deploy.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.canard.event.DeadLetter;
import dev.canard.indexer.debunk.ArticlePayload;
import dev.canard.topic.RawHeaders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the lines of one file, or an article as a whole, into payloads. What a line says is not judged here, only what would keep it from becoming a
 * record; that turns into a dead letter with its place.
 */
final class Payloads implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    /** What became of a line. */
    sealed interface Input {

        /**
         * A record for the topic of raw input.
         *
         * @param key its id, or its place where it has none
         * @param bytes the payload
         * @param headers what it is and where it comes from
         */
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Payload(String key, byte[] bytes, RawHeaders headers) implements Input {}

        /** A line that cannot become a record. */
        record Unusable(DeadLetter letter) implements Input {}
    }

    private final InputFile file;
    private final InputKind kind;
    private final InputFile.Layout layout;
    private final String topic;
    private final InstantSource clock;
    private final Lines lines;
    private final List<String> header;

    /**
     * Opens a file.
     *
     * @param topic name of the topic that it is for
     * @param limit the largest payload, in bytes
     * @throws IOException if it cannot be read, is to have a header line and has none, or is to be an article of posts
     */
    Payloads(InputFile file, InputKind kind, String topic, int limit, InstantSource clock) throws IOException {
        this.file = file;
        this.kind = kind;
        this.topic = topic;
        this.clock = clock;
        layout = file.layoutOf(kind);
        if (layout == InputFile.Layout.ARTICLE && kind != InputKind.DEBUNKS) {
            throw new IOException(file.name() + ": only fact-checks can be articles");
        }
        lines = layout == InputFile.Layout.ARTICLE
                ? Lines.whole(file.content().open(), limit)
                : new Lines(file.content().open(), limit);
        header = layout == InputFile.Layout.TSV ? readHeader() : List.of();
    }

    private List<String> readHeader() throws IOException {
        Lines.Line line = lines.next();
        List<String> names =
                line == null ? List.of() : Arrays.asList(text(line.bytes()).split("\t", -1));
        if (!names.contains("id")) {
            throw new IOException(file.name() + ": the first line must be a header with a column \"id\"");
        }
        return names;
    }

    /** The next line's input; null at the end. */
    @Nullable
    Input next() throws IOException {
        Lines.Line line = lines.next();
        return line == null ? null : read(line);
    }

    /** Whether {@link #next} would answer without waiting for whoever writes the stream. */
    boolean ready() throws IOException {
        return lines.ready();
    }

    /**
     * Passes over lines that were read before.
     *
     * @return the fingerprint of all that was passed over; null if there are fewer lines
     */
    @Nullable
    String skip(long count) throws IOException {
        for (long i = 0; i < count; i++) {
            if (lines.next() == null) {
                return null;
            }
        }
        return lines.fingerprint();
    }

    String fingerprint() {
        return lines.fingerprint();
    }

    private Input read(Lines.Line line) {
        String place = file.name() + ":" + line.number();
        if (!line.complete()) {
            return unusable(
                    line,
                    DeadLetter.Kind.TOO_LARGE,
                    "%d bytes, more than the %d of ingest.max-payload-bytes"
                            .formatted(line.size(), line.bytes().length));
        }
        RawHeaders headers = new RawHeaders(kind.format(layout), file.name(), "" + line.number());
        return switch (layout) {
            case ARTICLE -> article(line, headers);
            case JSONL -> new Input.Payload(kind.key(tree(line.bytes()), place), line.bytes(), headers);
            case TSV -> row(line, place, headers);
        };
    }

    private Input article(Lines.Line line, RawHeaders headers) {
        String page;
        try {
            page = text(line.bytes());
        } catch (CharacterCodingException e) {
            return unusable(line, DeadLetter.Kind.NOT_UTF8, "the file's bytes are no UTF-8");
        }
        byte[] payload = new ArticlePayload(file.name(), page, file.claim()).toBytes();
        return new Input.Payload(file.name(), payload, headers);
    }

    private Input row(Lines.Line line, String place, RawHeaders headers) {
        String[] fields;
        try {
            fields = text(line.bytes()).split("\t", -1);
        } catch (CharacterCodingException e) {
            return unusable(line, DeadLetter.Kind.NOT_UTF8, "the line's bytes are no UTF-8");
        }
        if (fields.length != header.size()) {
            return unusable(
                    line,
                    line.bytes().length == 0 ? DeadLetter.Kind.EMPTY : DeadLetter.Kind.MISSING_FIELD,
                    "%d fields where the header has %d".formatted(fields.length, header.size()));
        }
        ObjectNode row = JSON.createObjectNode();
        for (int i = 0; i < fields.length; i++) {
            row.put(header.get(i), fields[i]);
        }
        try {
            return new Input.Payload(kind.key(row, place), JSON.writeValueAsBytes(row), headers);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree of strings can be written", e);
        }
    }

    private Input unusable(Lines.Line line, DeadLetter.Kind why, String message) {
        return new Input.Unusable(new DeadLetter(
                why,
                message,
                topic,
                -1,
                -1,
                file.name(),
                "" + line.number(),
                null,
                line.bytes(),
                line.size(),
                clock.instant()));
    }

    private static JsonNode tree(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            // No id can be had from it; the ingest stage says what is wrong.
            return MissingNode.getInstance();
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
        lines.close();
    }
}
