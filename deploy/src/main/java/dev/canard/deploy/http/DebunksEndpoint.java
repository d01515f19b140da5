package dev.canard.deploy.http;

import dev.canard.deploy.config.HttpSettings;
import dev.canard.deploy.source.ImportCheck;
import dev.canard.deploy.source.ImportObserver;
import dev.canard.deploy.source.Importer;
import dev.canard.deploy.source.InputFile;
import dev.canard.deploy.source.InputKind;
import dev.canard.event.DeadLetter;
import dev.canard.indexer.debunk.DebunkReader;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a document of fact-checks, in any form that files may have, and sends them where an import of a file does. Asks for the
 * key as {@code Authorization: Bearer KEY}. Answers 202 with counts and what is wrong with single fact-checks, or a problem.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457: Problem Details for HTTP APIs</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750">RFC 6750: Bearer tokens</a>
 */
public final class DebunksEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(DebunksEndpoint.class);
    private static final String PREFIX = "Bearer ";
    private static final int MOST_ERRORS = 100;
    private static final int AT_ONCE = 2;

    private final byte[] key;
    private final int mostBytes;
    private final Importer importer;
    private final DebunkReader reader;
    private final InstantSource clock;
    private final Semaphore free = new Semaphore(AT_ONCE);

    /**
     * Makes the endpoint.
     *
     * @param settings must take debunks
     * @param reader as that of the pipeline, to say what it will not read
     */
    public DebunksEndpoint(HttpSettings settings, Importer importer, DebunkReader reader, InstantSource clock) {
        if (!settings.takesDebunks()) {
            throw new IllegalArgumentException("no key is set");
        }
        this.key = settings.importKey().getBytes(StandardCharsets.UTF_8);
        this.mostBytes = settings.importBytes();
        this.importer = importer;
        this.reader = reader;
        this.clock = clock;
    }

    /**
     * What is wrong with a fact-check.
     *
     * @param position where in the document
     */
    private record Fault(String position, DeadLetter.Kind kind, String message) {}

    /**
     * The answer.
     *
     * @param source the document's name in dead letters
     * @param accepted fact-checks that were sent and can be read
     * @param rejected those that are dead letters
     * @param errors why, of the first ones
     */
    private record Taken(String source, long accepted, long rejected, List<Fault> errors) {}

    void post(Context context) throws InterruptedException {
        if (!isAllowed(context.header("Authorization"))) {
            context.header("WWW-Authenticate", "Bearer");
            problem(context, HttpStatus.UNAUTHORIZED, "the header Authorization must hold the key");
            return;
        }
        if (!free.tryAcquire()) {
            problem(context, HttpStatus.SERVICE_UNAVAILABLE, "other documents are being taken; try again");
            return;
        }
        try {
            byte[] document = context.bodyInputStream().readNBytes(mostBytes + 1);
            if (document.length > mostBytes) {
                problem(
                        context,
                        HttpStatus.CONTENT_TOO_LARGE,
                        "the document has more than the %d bytes of http.import-bytes".formatted(mostBytes));
            } else if (new String(document, StandardCharsets.ISO_8859_1).isBlank()) {
                problem(context, HttpStatus.BAD_REQUEST, "the document is empty");
            } else {
                take(context, document);
            }
        } catch (IOException e) {
            problem(context, HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
        } catch (KafkaException e) {
            LOG.warn("fact-checks could not be sent", e);
            problem(context, HttpStatus.SERVICE_UNAVAILABLE, "Kafka does not take them; try again");
        } finally {
            free.release();
        }
    }

    private void take(Context context, byte[] document) throws IOException, InterruptedException {
        // A name of its own: its dead letters can be found by it, and no other import is fenced off.
        String name = "POST /debunks " + UUID.randomUUID();
        List<Fault> errors = new ArrayList<>();
        ImportCheck check = ImportCheck.ofDebunks(reader, clock, new ImportObserver() {
            @Override
            public void unusable(DeadLetter letter) {
                if (errors.size() < MOST_ERRORS) {
                    errors.add(new Fault(String.valueOf(letter.position()), letter.kind(), letter.message()));
                }
            }
        });
        Importer.Outcome outcome = importer.sendOnce(
                new InputFile(name, () -> new ByteArrayInputStream(document), null), InputKind.DEBUNKS, check);
        context.status(HttpStatus.ACCEPTED)
                .json(new Taken(
                        name,
                        outcome.records() - check.unreadable(),
                        outcome.deadLetters() + check.unreadable(),
                        errors));
    }

    /** Takes the same time wherever the key is wrong. */
    private boolean isAllowed(@Nullable String authorization) {
        return authorization != null
                && authorization.startsWith(PREFIX)
                && MessageDigest.isEqual(
                        key, authorization.substring(PREFIX.length()).strip().getBytes(StandardCharsets.UTF_8));
    }

    private static void problem(Context context, HttpStatus status, String detail) {
        context.status(status)
                .json(Map.of(
                        "type",
                        "about:blank",
                        "title",
                        status.getMessage(),
                        "status",
                        status.getCode(),
                        "detail",
                        detail))
                .contentType("application/problem+json");
    }
}
