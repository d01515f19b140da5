package dev.canard.deploy.command;

import dev.canard.deploy.text.Terminal;
import dev.canard.event.Debunk;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.lucene.DebunkIndex;
import java.util.Collection;

/** An index in memory, in which is looked up what posts to learn from can be confused with. */
final class TrainingIndex {

    private static final int PROGRESS_EVERY = 250;

    private TrainingIndex() {}

    /** @param debunks are encoded, which takes its time */
    static DebunkIndex of(Collection<Debunk> debunks, Encoders encoders, Terminal terminal) {
        DebunkIndex index = DebunkIndex.inMemory(encoders.ids());
        long offset = 0;
        for (Debunk debunk : debunks) {
            index.put(debunk.withVectors(encoders.vectorsOf(debunk)), offset++);
            if (offset % PROGRESS_EVERY == 0) {
                terminal.progress("%d of %d debunks encoded".formatted(offset, debunks.size()));
            }
        }
        index.refresh();
        return index;
    }
}
