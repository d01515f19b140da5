package dev.canard.indexer.lucene;

import dev.canard.event.Debunk;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.Lock;
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
    static final String FORMAT = "6";

    private static final double WRITER_MEGABYTES = 64;

    /** Of the largest segment, what the others hold before all are merged. */
    private static final double GOOD_PART = .25;

    private final Set<String> encoders;
    private final UnusableIndexException.@Nullable Cause builtAnewFor;
    private final DebunkCache cache = new DebunkCache();
    private final Directory directory;
    private final FloodMergePolicy mergePolicy = new FloodMergePolicy();
    private final ConcurrentMergeScheduler merges = mergeScheduler();
    private final IndexWriter writer;

    /** Guards {@link #offset} together with what the writer holds, and changes of {@link #current}. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition refreshed = lock.newCondition();
    private long offset;
    private volatile DebunkSnapshot current;
    private volatile @Nullable Throwable failure;

    /** Whether all that came has been given to the merges; not at first, since the process may have ended before. */
    private volatile boolean settled;

    private DebunkIndex(
            Directory directory, Collection<String> encoders, UnusableIndexException.@Nullable Cause builtAnewFor)
            throws IOException {
        this.directory = directory;
        this.builtAnewFor = builtAnewFor;
        this.encoders = Set.copyOf(encoders);
        writer = new IndexWriter(
                directory,
                new IndexWriterConfig(Terms.ANALYZER)
                        .setCodec(new QuantizedCodec())
                        .setSimilarity(DebunkSnapshot.BM25)
                        .setRAMBufferSizeMB(WRITER_MEGABYTES)
                        .setMergePolicy(mergePolicy)
                        .setMergeScheduler(merges)
                        // A refresh waits for no merge.
                        .setMaxFullFlushMergeWaitMillis(0)
                        .setCommitOnClose(false));
        try {
            Optional<IndexCommit> commit = lastCommit();
            commit.ifPresent(found -> found.requireUsable(encoders));
            offset = commit.map(IndexCommit::offset).orElse(0L);
            current = new DebunkSnapshot(DirectoryReader.open(writer), offset, cache);
        } catch (IOException | RuntimeException e) {
            IOUtils.closeWhileHandlingException(writer);
            throw e;
        }
    }

    /** Merging is arithmetic, hardly any writing: to hold back its writes would only put off the end of a restore. */
    private static ConcurrentMergeScheduler mergeScheduler() {
        ConcurrentMergeScheduler scheduler = new ConcurrentMergeScheduler() {
            @Override
            protected void handleMergeException(Throwable failure) {
                // On a thread of Lucene's own. The writer is closed by now, which stops whoever works with the index
                // next.
                LOG.error("Segments of the index of debunks cannot be merged", failure);
            }
        };
        scheduler.disableAutoIOThrottle();
        return scheduler;
    }

    /**
     * Opens or makes an index. Every byte of it is read once and held to its checksum. An index that is damaged or of another
     * format, or that was made with other encoders, is deleted with its committed offset: whoever fills it has to begin anew.
     *
     * @param encoders ids of the encoders whose vectors are searched
     * @throws UncheckedIOException if the directory cannot be read or written, or is open in another process
     */
    public static DebunkIndex open(Path directory, Collection<String> encoders) {
        try {
            try {
                return tryOpen(directory, encoders, null);
            } catch (UnusableIndexException e) {
                LOG.warn(
                        "The index in {} is deleted and built anew from its topic, since it is of no use: {}",
                        directory,
                        e.getMessage());
                IOUtils.rm(directory);
                return tryOpen(directory, encoders, e.kind());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An index that ends with the process, for few debunks: it is slower than one on disk. */
    public static DebunkIndex inMemory(Collection<String> encoders) {
        try {
            return new DebunkIndex(new ByteBuffersDirectory(), encoders, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DebunkIndex tryOpen(
            Path path, Collection<String> encoders, UnusableIndexException.@Nullable Cause builtAnewFor)
            throws IOException {
        Files.createDirectories(path);
        Directory directory = new MMapDirectory(path);
        try {
            // Nobody writes while it is checked.
            try (Lock _ = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
                IndexFiles.check(path, directory);
            }
            return new DebunkIndex(directory, encoders, builtAnewFor);
        } catch (IOException | IllegalArgumentException e) {
            IOUtils.closeWhileHandlingException(directory);
            throw IndexFiles.unusable("its files", e);
        } catch (RuntimeException e) {
            IOUtils.closeWhileHandlingException(directory);
            throw e;
        }
    }

    /** Why the index that was there was deleted when this one was opened; empty if it was not. */
    Optional<UnusableIndexException.Cause> builtAnewFor() {
        return Optional.ofNullable(builtAnewFor);
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

    /** Of how many segments they are made; 0 once closed. */
    int segments() {
        return writer.isOpen() ? current.reader().leaves().size() : 0;
    }

    /** How much it takes on disk, with what a merge is just writing; 0 once closed. */
    long bytes() {
        if (!writer.isOpen()) {
            return 0;
        }
        long sum = 0;
        try {
            for (String file : directory.listAll()) {
                sum += length(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sum;
    }

    private long length(String file) throws IOException {
        try {
            return directory.fileLength(file);
        } catch (FileNotFoundException | NoSuchFileException e) {
            // Deleted meanwhile.
            return 0;
        }
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

    /**
     * The newest searchable state. Close it when done.
     *
     * @throws UncheckedIOException if the index is closed, or what was written of it could not be read again
     */
    public DebunkSnapshot acquire() {
        // Without the lock, so that no search waits for a refresh. A snapshot that was closed has been replaced
        // already.
        while (writer.isOpen()) {
            Optional<DebunkSnapshot> snapshot = current.share();
            if (snapshot.isPresent()) {
                return snapshot.get();
            }
        }
        Throwable cause = failure == null ? writer.getTragicException() : failure;
        throw new UncheckedIOException(new IOException(
                "the index of debunks is closed" + (cause == null ? "" : ": " + cause.getMessage()), cause));
    }

    /** Says that many changes come, until {@link #settle}. */
    void flood() {
        settled = false;
        mergePolicy.setFlood(true);
    }

    /**
     * Says that no flood of changes comes any more. What it left is merged in the background, into one segment if it is a good part of
     * the index: to search one graph costs a fraction of several. No effect if none came since the last time.
     */
    void settle() {
        if (settled) {
            return;
        }
        mergePolicy.setFlood(false);
        IntSummaryStatistics segments = current.reader().leaves().stream()
                .mapToInt(leaf -> leaf.reader().numDocs())
                .summaryStatistics();
        try {
            if (segments.getSum() - segments.getMax() > segments.getMax() * GOOD_PART) {
                writer.forceMerge(1, false);
            } else {
                writer.maybeMerge();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        settled = true;
    }

    /** Whether nothing is being merged, or waits for the end of a flood to be; also once closed. */
    boolean isSettled() {
        return !writer.isOpen() || (settled && !writer.hasPendingMerges() && merges.mergeThreadCount() == 0);
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
     * @param newestChange timestamp of the newest change; null if there was none
     * @param at the time now
     */
    public void commit(String topicPartition, long next, @Nullable Instant newestChange, Instant at) {
        lock.lock();
        try {
            offset = Math.max(offset, next);
            IndexCommit commit = new IndexCommit(
                    FORMAT, IndexCommit.names(encoders), topicPartition, offset, newestChange, at, null);
            writer.setLiveCommitData(commit.toMap().entrySet());
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
        return lastCommit()
                .filter(commit -> topicPartition.equals(commit.topicPartition()))
                .map(IndexCommit::offset)
                .orElse(null);
    }

    /** The commit that it was opened from, or the newest since; empty if there is none. */
    Optional<IndexCommit> lastCommit() {
        Map<String, String> commit = new HashMap<>();
        Iterable<Map.Entry<String, String>> data = writer.getLiveCommitData();
        if (data != null) {
            data.forEach(entry -> commit.put(entry.getKey(), entry.getValue()));
        }
        return IndexCommit.of(commit);
    }

    /** Closes it since it can be trusted no more: whoever works with it from now on learns why. */
    void abandon(Throwable cause) {
        LOG.error("The index of debunks is closed", cause);
        failure = cause;
        close();
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

    private interface Change {
        long apply() throws IOException;
    }
}
