package dev.canard.deploy.source;

import dev.canard.event.DeadLetter;
import dev.canard.indexer.debunk.DebunkReader;
import dev.canard.topic.RawHeaders;
import java.time.InstantSource;

/** Reads what an import sends as the pipeline will, so that whoever imports learns at once what will be a dead letter there. */
public final class ImportCheck implements ImportObserver {

    private final DebunkReader reader;
    private final InstantSource clock;
    private final ImportObserver observer;
    private long unreadable;

    /** @param observer is told of all, and of what was sent and will not be readable */
    public ImportCheck(DebunkReader reader, InstantSource clock, ImportObserver observer) {
        this.reader = reader;
        this.clock = clock;
        this.observer = observer;
    }

    /** How many that were sent will be dead letters. */
    public long unreadable() {
        return unreadable;
    }

    @Override
    public void sent(String key, byte[] payload, RawHeaders headers) {
        if (reader.read(payload, headers.format(), clock.instant()) instanceof DebunkReader.Result.Unusable(var why)) {
            unreadable++;
            observer.unusable(new DeadLetter(
                    why.kind(),
                    why.message(),
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
