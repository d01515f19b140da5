package dev.canard.indexer.encoder;

import dev.canard.metrics.Meter;
import dev.canard.metrics.Meters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompactionOptionsFIFO;
import org.rocksdb.CompactionStyle;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers on disk what models have computed, so that nothing is computed twice: posts come again as copies, for a changed debunk, and in
 * replays. It is bounded, and forgets the oldest first. To lose it costs time and nothing else. Of a text it holds a hash and numbers.
 * Thread-safe; one process at a time.
 *
 * @see <a href="https://github.com/facebook/rocksdb/wiki/FIFO-compaction-style">RocksDB: FIFO compaction</a>
 */
public final class ResultCache implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ResultCache.class);

    /** So much is held in memory before it is written. */
    private static final long WRITE_BUFFER_BYTES = 8L << 20;

    private static final int BLOOM_BITS = 10;

    static {
        RocksDB.loadLibrary();
    }

    private final BloomFilter bloom = new BloomFilter(BLOOM_BITS);
    private final CompactionOptionsFIFO fifo = new CompactionOptionsFIFO();
    private final Options options = new Options();

    /** What is not yet written is lost with the process, which costs less than a log. */
    private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);

    private final RocksDB store;

    /** What another process, or another part of this one, has written until this was opened; null for nothing. */
    private final @Nullable RocksDB others;

    private final NativeGuard guard = new NativeGuard("the cache of what models computed");
    private final Meters meters;
    private final AtomicBoolean failed = new AtomicBoolean();

    /**
     * Opens it, or begins anew where what is there is of no use.
     *
     * @param directory made if it is missing
     * @param others the directory of a cache that is looked up too, and left as it is: it may be in use, or missing
     * @param bytes about how much it holds at most
     * @throws UncheckedIOException if the directory cannot be used, for instance since another process does
     */
    public ResultCache(Path directory, @Nullable Path others, long bytes, Meters meters) {
        this.meters = meters;
        fifo.setMaxTableFilesSize(bytes).setAllowCompaction(true);
        options.setCreateIfMissing(true)
                .setCompactionStyle(CompactionStyle.FIFO)
                .setCompactionOptionsFIFO(fifo)
                .setNumLevels(1)
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setTableFormatConfig(new BlockBasedTableConfig().setFilterPolicy(bloom));
        try {
            Files.createDirectories(directory);
            store = open(directory);
            this.others = others == null ? null : openOthers(others);
        } catch (IOException | RocksDBException e) {
            closeOptions();
            throw new UncheckedIOException(new IOException("no cache in " + directory + ": " + e.getMessage(), e));
        }
    }

    private RocksDB open(Path directory) throws RocksDBException {
        try {
            return RocksDB.open(options, directory.toString());
        } catch (RocksDBException _) {
            // Damaged. If it is in use instead, this fails as well.
            RocksDB.destroyDB(directory.toString(), options);
            return RocksDB.open(options, directory.toString());
        }
    }

    private static @Nullable RocksDB openOthers(Path directory) {
        if (!Files.isDirectory(directory)) {
            return null;
        }
        try {
            return RocksDB.openReadOnly(directory.toString());
        } catch (RocksDBException e) {
            log.warn("What models computed before is not looked up in {}: {}", directory, e.getMessage());
            return null;
        }
    }

    /** What was computed by a model of some texts; null if that is not known, or no longer. */
    float @Nullable [] floats(String model, String... texts) {
        ByteBuffer found = find(model, texts);
        if (found == null) {
            return null;
        }
        float[] values = new float[found.remaining() / Float.BYTES];
        found.asFloatBuffer().get(values);
        return values;
    }

    /** The same for numbers of 64 bits. */
    double @Nullable [] doubles(String model, String... texts) {
        ByteBuffer found = find(model, texts);
        if (found == null) {
            return null;
        }
        double[] values = new double[found.remaining() / Double.BYTES];
        found.asDoubleBuffer().get(values);
        return values;
    }

    void put(float[] values, String model, String... texts) {
        byte[] bytes = new byte[values.length * Float.BYTES];
        littleEndian(bytes).asFloatBuffer().put(values);
        put(bytes, model, texts);
    }

    void put(double[] values, String model, String... texts) {
        byte[] bytes = new byte[values.length * Double.BYTES];
        littleEndian(bytes).asDoubleBuffer().put(values);
        put(bytes, model, texts);
    }

    private @Nullable ByteBuffer find(String model, String... texts) {
        byte[] key = key(model, texts);
        byte[] found = guard.use(() -> find(key));
        meters.count(Meter.MODEL_RESULTS, found == null ? "computed" : "remembered");
        return found == null ? null : littleEndian(found);
    }

    private byte @Nullable [] find(byte[] key) {
        try {
            byte[] found = store.get(key);
            return found == null && others != null ? others.get(key) : found;
        } catch (RocksDBException e) {
            warn("read", e);
            return null;
        }
    }

    private void put(byte[] bytes, String model, String... texts) {
        byte[] key = key(model, texts);
        guard.run(() -> put(key, bytes));
    }

    private void put(byte[] key, byte[] bytes) {
        try {
            store.put(unlogged, key, bytes);
        } catch (RocksDBException e) {
            warn("written", e);
        }
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Once: a full disk would be told of with each text. */
    private void warn(String done, RocksDBException e) {
        if (!failed.getAndSet(true)) {
            log.warn("The cache of what models computed cannot be {}, which costs time only: {}", done, e.getMessage());
        }
    }

    /** Each text with its length before it, so that no two lists of texts are the same bytes. */
    private static byte[] key(String model, String... texts) {
        MessageDigest digest = DigestUtils.getSha256Digest();
        add(model, digest);
        for (String text : texts) {
            add(text, digest);
        }
        return digest.digest();
    }

    private static void add(String text, MessageDigest digest) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_16LE);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }

    @Override
    public void close() {
        guard.free(this::free);
    }

    private void free() {
        if (others != null) {
            others.close();
        }
        store.close();
        closeOptions();
    }

    private void closeOptions() {
        unlogged.close();
        options.close();
        fifo.close();
        bloom.close();
    }
}
