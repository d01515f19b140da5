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
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a document of fact-checks, in any form that files may have, and sends them where an import of a file does. Asks for the
 * key as {@code Authorization: Bearer KEY}. Answers 202 with counts and what is wrong with single fact-checks, or a problem.
 *
 * @see Problem
 * @see BearerKey
 */
public final class DebunksEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(DebunksEndpoint.class);
    private static final int AT_ONCE = 2;

    private final BearerKey key;
    private final int mostBytes;
    private final Importer importer;
    private final DebunkReader reader;
    private final InstantSource clock;
    private final Semaphore free = new Semaphore(AT_ONCE);

    /**
     * Makes the endpoint.
     *
     * @param settings must have a key
     * @param reader as that of the pipeline, to say what it will not read
     */
    public DebunksEndpoint(HttpSettings settings, Importer importer, DebunkReader reader, InstantSource clock) {
        this.key = new BearerKey(settings.importKey());
        this.mostBytes = settings.importBytes();
        this.importer = importer;
        this.reader = reader;
        this.clock = clock;
    }

    void post(Context context) throws InterruptedException {
        if (!key.admits(context)) {
            return;
        }
        if (!free.tryAcquire()) {
            Problem.answer(
                    context,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "other documents are being taken; try again",
                    Duration.ofSeconds(1));
            return;
        }
        try {
            Optional<byte[]> document = Document.read(context, mostBytes);
            if (document.isPresent()) {
                take(context, document.get());
            }
        } catch (IOException e) {
            Problem.answer(context, HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
        } catch (KafkaException e) {
            LOG.warn("fact-checks could not be sent", e);
            Problem.answer(context, HttpStatus.SERVICE_UNAVAILABLE, "Kafka does not take them; try again");
        } finally {
            free.release();
        }
    }

    private void take(Context context, byte[] document) throws IOException, InterruptedException {
        // A name of its own: its dead letters can be found by it, and no other import is fenced off.
        String name = "POST /debunks " + UUID.randomUUID();
        List<Taken.Fault> errors = new ArrayList<>();
        ImportCheck check = ImportCheck.ofDebunks(reader, clock, new ImportObserver() {
            @Override
            public void unusable(DeadLetter letter) {
                if (errors.size() < Taken.MOST_ERRORS) {
                    errors.add(Taken.Fault.of(letter));
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
}
