package dev.canard.indexer.training;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Tells now and then how many of a known number are done. Thread-safe. */
public final class ProgressCount {

    private final String what;
    private final int all;
    private final int every;
    private final Consumer<String> progress;
    private final AtomicInteger done = new AtomicInteger();

    /**
     * @param what is done, for instance {@code held-out posts read}
     * @param every so many are done before it tells again, at least 1
     */
    public ProgressCount(String what, int all, int every, Consumer<String> progress) {
        this.what = what;
        this.all = all;
        this.every = every;
        this.progress = progress;
    }

    /** One more is done. */
    public void step() {
        int now = done.incrementAndGet();
        if (now % every == 0) {
            progress.accept("%d of %d %s".formatted(now, all, what));
        }
    }
}
