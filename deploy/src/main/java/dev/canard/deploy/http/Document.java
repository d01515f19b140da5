package dev.canard.deploy.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What somebody sends to be taken. */
final class Document {

    private Document() {}

    /**
     * The body of a request; empty if it is not taken, and the request is answered.
     *
     * @param mostBytes the bound of http.import-bytes
     */
    static Optional<byte[]> read(Context context, int mostBytes) throws IOException {
        byte[] document = context.bodyInputStream().readNBytes(mostBytes + 1);
        if (document.length > mostBytes) {
            Problem.answer(
                    context,
                    HttpStatus.CONTENT_TOO_LARGE,
                    "the document has more than the %d bytes of http.import-bytes".formatted(mostBytes));
            return Optional.empty();
        }
        if (new String(document, StandardCharsets.ISO_8859_1).isBlank()) {
            Problem.answer(context, HttpStatus.BAD_REQUEST, "the document is empty");
            return Optional.empty();
        }
        return Optional.of(document);
    }
}
