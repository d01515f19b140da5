package dev.canard.indexer.lucene;

import dev.canard.indexer.lucene.UnusableIndexException.Cause;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;

/**
 * Whether the files of an index are as they were written. Each of Lucene's files ends with a checksum over all of it, those of a
 * commit included, so that reading every byte once finds whatever was changed, cut off or removed.
 */
final class IndexFiles {

    private IndexFiles() {}

    /**
     * Checks all files of the newest commit. What lies beside them is no part of the index: Lucene removes what it left there
     * itself, and does not see the rest.
     *
     * @param path of {@code directory}
     * @throws UnusableIndexException if something is wrong with them
     * @throws IOException if the machine does not let them be read, which says nothing about them
     */
    static void check(Path path, Directory directory) throws IOException {
        String file = "its files";
        try {
            Path lock = path.resolve(IndexWriter.WRITE_LOCK_NAME);
            if (Files.exists(lock) && Files.size(lock) > 0) {
                throw new UnusableIndexException(Cause.DAMAGED, lock.getFileName() + ": should be empty");
            }
            if (!DirectoryReader.indexExists(directory)) {
                if (Arrays.stream(directory.listAll()).anyMatch(name -> name.startsWith("_"))) {
                    throw new UnusableIndexException(Cause.DAMAGED, "there is no commit of its files");
                }
                return;
            }
            file = "its newest commit";
            for (String part : SegmentInfos.readLatestCommit(directory).files(true)) {
                file = part;
                try (IndexInput input = directory.openInput(part, IOContext.READONCE)) {
                    CodecUtil.checksumEntireFile(input);
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(file, e);
        }
    }

    /**
     * What an exception of Lucene says about the files of an index.
     *
     * @param file the one that was read
     * @throws IOException the exception itself, if it says nothing about them
     */
    static UnusableIndexException unusable(String file, Exception exception) throws IOException {
        String what = file + ": " + exception.getMessage();
        return switch (exception) {
            // Of a format that is too old or new Lucene speaks where a file begins with anything else than it should;
            // of an illegal
            // argument where a file's name lacks the number that it expects.
            case CorruptIndexException _,
                    IndexFormatTooOldException _,
                    IndexFormatTooNewException _,
                    FileNotFoundException _,
                    NoSuchFileException _,
                    EOFException _,
                    IllegalArgumentException _ -> new UnusableIndexException(Cause.DAMAGED, what, exception);
            case IOException other -> throw other;
            default -> throw new IllegalStateException(exception);
        };
    }
}
