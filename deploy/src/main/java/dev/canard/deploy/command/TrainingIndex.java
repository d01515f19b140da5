package dev.canard.deploy.command;

import dev.canard.deploy.text.Terminal;
import dev.canard.event.Debunk;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.lucene.DebunkIndex;
import dev.canard.indexer.training.JudgedPosts;
import dev.canard.indexer.training.ProgressCount;
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
        ProgressCount encoded =
                new ProgressCount("debunks encoded", debunks.size(), PROGRESS_EVERY, terminal::progress);
        DebunkIndex index = DebunkIndex.inMemory(encoders.ids());
        debunks.parallelStream()
                .map(debunk -> debunk.withVectors(encoders.vectorsOf(debunk)))
                .forEachOrdered(debunk -> {
                    index.put(debunk, index.offset());
                    encoded.step();
                });
        index.refresh();
        return index;
    }
}
