package dev.canard.deploy.source;

import dev.canard.event.DeadLetter;
import dev.canard.indexer.debunk.DebunkReader;
import dev.canard.ingest.ParsedPost;
import dev.canard.ingest.PostFormats;
import dev.canard.topic.RawHeaders;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Reads what an import sends as the pipeline will, so that whoever imports learns at once what will be a dead letter there. */
public final class ImportCheck implements ImportObserver {

    /** What is wrong with a payload, for whoever mends it. */
    private record Fault(DeadLetter.Kind kind, String message) {}

    /** Tells what is wrong with a payload, null for nothing. */
    @FunctionalInterface
    private interface Reader {
        @Nullable
        Fault read(byte[] payload, @Nullable String format);
    }

    private final Reader reader;
    private final InstantSource clock;
    private final ImportObserver observer;
    private long unreadable;

    private ImportCheck(Reader reader, InstantSource clock, ImportObserver observer) {
        this.reader = reader;
        this.clock = clock;
        this.observer = observer;
    }

    /**
     * Reads fact-checks.
     *
     * @param observer is told of all, and of what was sent and will not be readable
     */
    public static ImportCheck ofDebunks(DebunkReader reader, InstantSource clock, ImportObserver observer) {
        return new ImportCheck(
                (payload, format) ->
                        reader.read(payload, format, clock.instant()) instanceof DebunkReader.Result.Unusable(var why)
                                ? new Fault(why.kind(), why.message())
                                : null,
                clock,
                observer);
    }

    /**
     * Reads posts.
     *
     * @param observer is told of all, and of what was sent and will not be readable
     */
    public static ImportCheck ofPosts(PostFormats formats, InstantSource clock, ImportObserver observer) {
        return new ImportCheck(
                (payload, format) -> formats.find(format).orElseThrow().parse(payload)
                                instanceof ParsedPost.Rejection(DeadLetter.Kind kind, String message)
                        ? new Fault(kind, message)
                        : null,
                clock,
                observer);
    }

    /** How many that were sent will be dead letters. */
    public long unreadable() {
        return unreadable;
    }

    @Override
    public void sent(String key, byte[] payload, RawHeaders headers) {
        Fault fault = reader.read(payload, headers.format());
        if (fault != null) {
            unreadable++;
            observer.unusable(new DeadLetter(
                    fault.kind,
                    fault.message,
                    InputReader.NO_TOPIC,
                    -1,
                    -1,
                    headers.source(),
                    headers.position(),
                    key,
                    payload,
                    payload.length,
                    clock.instant()));
        }
    }

    @Override
    public void progress(long records, long bytes) {
        observer.progress(records, bytes);
    }

    @Override
    public void unusable(DeadLetter letter) {
        observer.unusable(letter);
    }
}
