package dev.canard.indexer.lucene;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.IOUtils;

/**
 * A copy of an index, from which another instance starts instead of reading all of the topic. It is itself an index of Lucene, and
 * goes on from the offset that its commit names.
 *
 * <p>Files of Lucene never change once they are written, but a process that works on the index deletes those that it has merged. So
 * all files of the newest commit are opened before the first is copied: an open file stays readable when it is deleted.
 */
public final class IndexSnapshot {

    /** A commit's files can be deleted while they are opened only if a newer one was made meanwhile. */
    private static final int ATTEMPTS = 20;

    private IndexSnapshot() {}

    /**
     * What a snapshot holds.
     *
     * @param commit what its commit says
     * @param debunks how many
     * @param bytes of its files
     */
    public record Content(IndexCommit commit, int debunks, long bytes) {}

    /**
     * Copies the newest commit of an index, whether or not a process works on it.
     *
     * @param index directory of the index
     * @param to directory to be made
     * @param topicId what Kafka calls the topic that the index follows
     * @throws UnusableIndexException if the index is damaged
     * @throws IOException if the directory is there and not empty, or files cannot be read or written
     */
    public static Content take(Path index, Path to, String topicId) throws IOException {
        requireEmpty(to);
        copy(requireDirectory(index), to);
        try (Directory copy = new MMapDirectory(to);
                IndexWriter writer =
                        new IndexWriter(copy, new IndexWriterConfig().setMergePolicy(NoMergePolicy.INSTANCE))) {
            writer.setLiveCommitData(
                    commit(to, copy).withTopicId(topicId).toMap().entrySet());
            writer.commit();
        }
        return content(to);
    }

    /**
     * What a snapshot, or an index that no process works on, holds.
     *
     * @throws UnusableIndexException if it is none
     */
    public static Content content(Path directory) throws IOException {
        try (Directory opened = new MMapDirectory(requireDirectory(directory));
                DirectoryReader reader = DirectoryReader.open(opened)) {
            long bytes = 0;
            for (String file : opened.listAll()) {
                bytes += opened.fileLength(file);
            }
            return new Content(commit(directory, opened), reader.numDocs(), bytes);
        } catch (IOException | IllegalArgumentException e) {
            throw failure(directory, e);
        }
    }

    /**
     * Makes an index of a snapshot. It is there whole or not at all, whenever the process dies.
     *
     * @param from directory of the snapshot
     * @param index directory of the index, to be made
     * @throws UnusableIndexException if the snapshot is damaged
     * @throws IOException if there is an index already, or files cannot be read or written
     */
    public static void restore(Path from, Path index) throws IOException {
        requireEmpty(index);
        Path unfinished = index.resolveSibling(index.getFileName() + ".restoring");
        IOUtils.rm(unfinished);
        copy(requireDirectory(from), unfinished);
        Files.deleteIfExists(index);
        Files.move(unfinished, index, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Deletes an index that no process works on, so that it is built anew from its topic.
     *
     * @return whether there was one
     * @throws IOException if a process works on it, or it cannot be deleted
     */
    public static boolean delete(Path index) throws IOException {
        if (!Files.isDirectory(index)) {
            return false;
        }
        try (Directory directory = new MMapDirectory(index);
                Lock _ = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
            IOUtils.rm(index);
        }
        return true;
    }

    /** Copies the files of the newest commit, and holds the copies to their checksums. */
    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Directory source = new MMapDirectory(from);
                Directory target = new MMapDirectory(to)) {
            Map<String, IndexInput> files = openNewest(from, source);
            try {
                for (Map.Entry<String, IndexInput> file : files.entrySet()) {
                    try (IndexOutput output = target.createOutput(file.getKey(), IOContext.DEFAULT)) {
                        output.copyBytes(file.getValue(), file.getValue().length());
                    }
                }
            } finally {
                IOUtils.close(files.values());
            }
            target.sync(files.keySet());
            target.syncMetaData();
            IndexFiles.check(to, target);
        } catch (IOException | RuntimeException e) {
            try {
                IOUtils.rm(to);
            } catch (IOException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    private static Map<String, IndexInput> openNewest(Path path, Directory directory) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Map<String, IndexInput> files = new LinkedHashMap<>();
            try {
                for (String file : SegmentInfos.readLatestCommit(directory).files(true)) {
                    files.put(file, directory.openInput(file, IOContext.READONCE));
                }
                return files;
            } catch (IOException | IllegalArgumentException e) {
                IOUtils.closeWhileHandlingException(files.values());
                boolean gone = e instanceof FileNotFoundException || e instanceof NoSuchFileException;
                if (!gone || e instanceof IndexNotFoundException || attempt == ATTEMPTS) {
                    throw failure(path, e);
                }
            }
        }
    }

    private static IndexCommit commit(Path path, Directory directory) throws IOException {
        return IndexCommit.of(SegmentInfos.readLatestCommit(directory).getUserData())
                .orElseThrow(() -> new IOException(path + ": an index, but none of Canard's"));
    }

    private static RuntimeException failure(Path path, Exception failure) throws IOException {
        if (failure instanceof IndexNotFoundException) {
            throw new IOException(path + ": no index, or none that was ever committed", failure);
        }
        return IndexFiles.unusable(path.toString(), failure);
    }

    private static Path requireDirectory(Path directory) throws NoSuchFileException {
        if (!Files.isDirectory(directory)) {
            throw new NoSuchFileException(directory.toString());
        }
        return directory;
    }

    private static void requireEmpty(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                if (files.findAny().isPresent()) {
                    throw new IOException(directory + ": is not empty");
                }
            }
        }
    }
}
