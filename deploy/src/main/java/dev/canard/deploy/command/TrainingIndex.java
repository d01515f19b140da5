package dev.canard.deploy.command;

import dev.canard.deploy.text.Terminal;
import dev.canard.event.Debunk;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.lucene.DebunkIndex;
import dev.canard.indexer.training.JudgedPosts;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An index in memory, in which is looked up what posts to learn from can be confused with. */
final class TrainingIndex {

    private static final int PROGRESS_EVERY = 250;

    private TrainingIndex() {}

    /** The debunks of some sets by id: sets of different years share them. */
    static Map<String, Debunk> debunks(List<JudgedPosts> sets) {
        Map<String, Debunk> debunks = new LinkedHashMap<>();
        sets.forEach(set -> set.debunks().forEach(debunk -> debunks.put(debunk.id(), debunk)));
        return debunks;
    }

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
