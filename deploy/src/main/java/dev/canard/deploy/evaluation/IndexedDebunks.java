package dev.canard.deploy.evaluation;

import dev.canard.event.Debunk;
import dev.canard.indexer.lucene.DebunkIndex;
import dev.canard.indexer.match.Twins;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;

/** Debunks in an index that ends with this object, and who is whose twin. */
public final class IndexedDebunks implements AutoCloseable {

    private final Path directory;
    private final DebunkIndex index;
    private final Map<String, Twins.Key> keys = new HashMap<>();
    private final Map<Twins.Key, Set<String>> twins = new HashMap<>();

    /**
     * @param debunks with their vectors
     * @param encoders ids of the encoders that made them
     */
    IndexedDebunks(List<Debunk> debunks, Collection<String> encoders) throws IOException {
        directory = Files.createTempDirectory("canard-evaluation-");
        index = DebunkIndex.open(directory, encoders);
        long offset = 0;
        for (Debunk debunk : debunks) {
            index.put(debunk, offset++);
            Twins.Key key = Twins.key(debunk);
            keys.put(debunk.id(), key);
            twins.computeIfAbsent(key, _ -> new HashSet<>()).add(debunk.id());
        }
        index.refresh();
    }

    /** The index; closed with this object. */
    public DebunkIndex index() {
        return index;
    }

    /** Those of the debunks that are indexed, and all their twins. */
    Set<String> withTwins(Set<String> ids) {
        Set<String> all = new HashSet<>();
        for (String id : ids) {
            Twins.Key key = keys.get(id);
            if (key != null) {
                all.addAll(twins.getOrDefault(key, Set.of()));
            }
        }
        return all;
    }

    @Override
    public void close() {
        index.close();
        try {
            Utils.delete(directory.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
