package dev.canard.indexer.lucene;

import dev.canard.event.Debunk;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.MergeScheduler;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Debunks, searchable by words and by meaning. Changes come in the order of their offsets; they are seen by snapshots that
 * are acquired after the next {@link #refresh}, and outlive the process after the next {@link #commit}. Thread-safe.
 */
public final class DebunkIndex implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DebunkIndex.class);

    /** To be raised whenever documents are written or analysed differently. */
    private static final String FORMAT = "5";

    private static final String FORMAT_KEY = "format";
    private static final String ENCODERS_KEY = "encoders";
    private static final String SOURCE_KEY = "source";
    private static final String OFFSET_KEY = "offset";

    private static final double WRITER_MEGABYTES = 64;

    private final Set<String> encoders;
    private final DebunkCache cache = new DebunkCache();
    private final Directory directory;
    private final IndexWriter writer;

    /** Guards {@link #offset} together with what the writer holds, and changes of {@link #current}. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition refreshed = lock.newCondition();
    private long offset;
    private volatile DebunkSnapshot current;

    private DebunkIndex(Directory directory, Collection<String> encoders) throws IOException {
        this.directory = directory;
        this.encoders = Set.copyOf(encoders);
        writer = new IndexWriter(
                directory,
                new IndexWriterConfig(Terms.ANALYZER)
                        .setCodec(new QuantizedCodec())
                        .setSimilarity(DebunkSnapshot.BM25)
                        .setRAMBufferSizeMB(WRITER_MEGABYTES)
                        .setMergePolicy(mergePolicy())
                        .setMergeScheduler(mergeScheduler())
                        .setCommitOnClose(false));
        try {
            readCommit();
            current = new DebunkSnapshot(DirectoryReader.open(writer), offset, cache);
        } catch (IOException | RuntimeException e) {
            IOUtils.closeWhileHandlingException(writer);
            throw e;
        }
    }

    /** Small segments are merged many at a time, since each merge builds the graph of their vectors anew. */
    private static MergePolicy mergePolicy() {
        TieredMergePolicy policy = new TieredMergePolicy();
        policy.setFloorSegmentMB(WRITER_MEGABYTES);
        return policy;
    }

    /** Merging is arithmetic, hardly any writing: to hold back its writes would only put off the end of a restore. */
    private static MergeScheduler mergeScheduler() {
        ConcurrentMergeScheduler scheduler = new ConcurrentMergeScheduler();
        scheduler.disableAutoIOThrottle();
        return scheduler;
    }

    /**
     * Opens or makes an index. An index that is broken or of another format, or that was made with other encoders, is
     * deleted with its committed offset: whoever fills it has to begin anew.
     *
     * @param encoders ids of the encoders whose vectors are searched
     * @throws UncheckedIOException if the directory cannot be written, or is open in another process
     */
    public static DebunkIndex open(Path directory, Collection<String> encoders) {
        try {
            return tryOpen(directory, encoders);
        } catch (UnusableIndexException
                | CorruptIndexException
                | IndexFormatTooOldException
                | IndexFormatTooNewException
                | FileNotFoundException
                | NoSuchFileException
                | EOFException e) {
            LOG.error("The index in {} cannot be used and is rebuilt from its topic", directory, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            IOUtils.rm(directory);
            return tryOpen(directory, encoders);
        } catch (IOException | UnusableIndexException e) {
            throw new IllegalStateException("no index can be made in " + directory, e);
        }
    }

    /** An index that ends with the process, for few debunks: it is slower than one on disk. */
    public static DebunkIndex inMemory(Collection<String> encoders) {
        try {
            return new DebunkIndex(new ByteBuffersDirectory(), encoders);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DebunkIndex tryOpen(Path path, Collection<String> encoders) throws IOException {
        Files.createDirectories(path);
        Directory directory = new MMapDirectory(path);
        try {
            return new DebunkIndex(directory, encoders);
        } catch (IOException | RuntimeException e) {
            IOUtils.closeWhileHandlingException(directory);
            throw e;
        }
    }

    private void readCommit() {
        Map<String, String> commit = commitData();
        if (commit.isEmpty()) {
            // A new index.
            return;
        }
        if (!FORMAT.equals(commit.get(FORMAT_KEY))) {
            throw new UnusableIndexException("format " + commit.get(FORMAT_KEY) + " instead of " + FORMAT);
        }
        if (!encoderNames().equals(commit.get(ENCODERS_KEY))) {
            throw new UnusableIndexException("encoders " + commit.get(ENCODERS_KEY) + " instead of " + encoderNames());
        }
        offset = Long.parseLong(commit.getOrDefault(OFFSET_KEY, "0"));
    }

    /**
     * Adds a debunk, or replaces the one with the same id.
     *
     * @param at offset of the change
     */
    public void put(Debunk debunk, long at) {
        change(
                at,
                () -> writer.updateDocument(
                        DebunkDocuments.idTerm(debunk.id()), DebunkDocuments.write(debunk, encoders, at)));
    }

    /**
     * Removes a debunk; none with this id is as well.
     *
     * @param at offset of the change
     */
    public void delete(String debunkId, long at) {
        change(at, () -> writer.deleteDocuments(DebunkDocuments.idTerm(debunkId)));
    }

    private void change(long at, Change change) {
        lock.lock();
        try {
            change.apply();
            offset = Math.max(offset, at + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    /** Offset of the next change, whether or not the changes before it are searchable already. */
    public long offset() {
        lock.lock();
        try {
            return offset;
        } finally {
            lock.unlock();
        }
    }

    /** How many debunks are searchable; 0 once closed. */
    public int size() {
        return writer.isOpen() ? current.size() : 0;
    }

    /** Makes all changes searchable. */
    public void refresh() {
        lock.lock();
        try {
            DirectoryReader next = DirectoryReader.openIfChanged(current.reader(), writer);
            if (next != null) {
                DebunkSnapshot previous = current;
                current = new DebunkSnapshot(next, offset, cache);
                previous.close();
            } else if (current.offset() < offset) {
                // Changes that changed nothing, as deletes of what was not there. The reader's reference moves over.
                current = new DebunkSnapshot(current.reader(), offset, cache);
            }
            refreshed.signalAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    /** The newest searchable state. Close it when done. */
    public DebunkSnapshot acquire() {
        // Without the lock, so that no search waits for a refresh. A snapshot that was closed has been replaced
        // already.
        while (writer.isOpen()) {
            Optional<DebunkSnapshot> snapshot = current.share();
            if (snapshot.isPresent()) {
                return snapshot.get();
            }
        }
        throw new IllegalStateException("the index is closed");
    }

    /**
     * A debunk as snapshots of an offset hold it; empty if they hold none of this id, or another revision than the newest
     * snapshot.
     */
    public Optional<Debunk> debunk(String id, long at) {
        try (DebunkSnapshot snapshot = acquire()) {
            return snapshot.debunk(id).filter(indexed -> indexed.offset() < at).map(DebunkSnapshot.Indexed::debunk);
        }
    }

    /**
     * Waits until the changes before an offset are searchable.
     *
     * @return whether they are; false after the time given
     */
    public boolean awaitOffset(long wanted, Duration atMost) throws InterruptedException {
        long nanos = atMost.toNanos();
        lock.lock();
        try {
            while (current.offset() < wanted) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = refreshed.awaitNanos(nanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes all changes durable, and with them the offset.
     *
     * @param topicPartition where the offsets belong
     * @param next offset of the next change as far as the caller knows; no effect if it is the smaller one. Offsets may
     *     have gaps where a topic was compacted or holds marks of transactions
     */
    public void commit(String topicPartition, long next) {
        lock.lock();
        try {
            offset = Math.max(offset, next);
            writer.setLiveCommitData(Map.of(
                            FORMAT_KEY,
                            FORMAT,
                            ENCODERS_KEY,
                            encoderNames(),
                            SOURCE_KEY,
                            topicPartition,
                            OFFSET_KEY,
                            Long.toString(offset))
                    .entrySet());
            writer.commit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Where to go on reading: the offset up to which this index has read, if it was opened from or written in a commit for
     * this topic and partition, else null.
     */
    public @Nullable Long committedOffset(String topicPartition) {
        Map<String, String> commit = commitData();
        String committed = commit.get(OFFSET_KEY);
        return committed == null || !topicPartition.equals(commit.get(SOURCE_KEY)) ? null : Long.valueOf(committed);
    }

    private Map<String, String> commitData() {
        Map<String, String> commit = new HashMap<>();
        Iterable<Map.Entry<String, String>> data = writer.getLiveCommitData();
        if (data != null) {
            data.forEach(entry -> commit.put(entry.getKey(), entry.getValue()));
        }
        return commit;
    }

    /** Closes without a commit. Snapshots that are still open stay usable. */
    @Override
    public void close() {
        lock.lock();
        try {
            current.close();
            IOUtils.close(writer, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    private String encoderNames() {
        return String.join(",", List.copyOf(encoders).stream().sorted().toList());
    }

    private interface Change {
        long apply() throws IOException;
    }

    /** An index that is sound but of no use here. */
    private static final class UnusableIndexException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnusableIndexException(String message) {
            super(message);
        }
    }
}
