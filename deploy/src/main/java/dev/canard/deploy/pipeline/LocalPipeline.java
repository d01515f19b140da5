package dev.canard.deploy.pipeline;

import dev.canard.deploy.broker.EmbeddedBroker;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.metrics.Meters;
import dev.canard.topic.TopicCreator;
import dev.canard.topic.Topics;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Everything in one process: an embedded broker with the topics made, and a pipeline on it. Its state lives in a directory
 * that it can be started from again; a temporary one is removed at the end.
 */
public final class LocalPipeline implements AutoCloseable {

    /** Where the state of the applications lies in the directory. */
    static final String STREAMS = "streams";

    private final Path directory;
    private final boolean temporary;
    private final FileChannel lock;
    private final EmbeddedBroker broker;
    private final CanardSettings settings;
    private final Topics topics;
    private final Pipeline pipeline;

    private LocalPipeline(
            Path directory,
            boolean temporary,
            FileChannel lock,
            EmbeddedBroker broker,
            CanardSettings settings,
            Topics topics,
            Pipeline pipeline) {
        this.directory = directory;
        this.temporary = temporary;
        this.lock = lock;
        this.broker = broker;
        this.settings = settings;
        this.topics = topics;
        this.pipeline = pipeline;
    }

    /**
     * Starts a broker and makes the topics; no application runs yet.
     *
     * @param stateDirectory where to keep all state; null takes a temporary directory
     * @throws IOException if the directory cannot be used, or another process uses it
     */
    public static LocalPipeline start(
            CanardSettings settings, @Nullable Path stateDirectory, Topologies topologies, Meters meters)
            throws IOException, InterruptedException {
        Path directory = stateDirectory == null
                ? Files.createTempDirectory("canard-")
                : Files.createDirectories(stateDirectory.toAbsolutePath());
        FileChannel lock = lock(directory);
        EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"));
        CanardSettings local = settings.withKafka(settings.kafka().withBootstrapServers(broker.bootstrapServers()));
        Topics topics = new Topics(local.topics());
        try (Admin admin = Admin.create(ClientProperties.of(local.kafka()))) {
            new TopicCreator(admin, local.topics()).createMissing(topics.all());
        } catch (ExecutionException e) {
            broker.close();
            throw new IOException("cannot make the topics: " + e.getCause(), e);
        }
        Pipeline pipeline = new Pipeline(local, directory.resolve(STREAMS), topologies, meters);
        return new LocalPipeline(directory, stateDirectory == null, lock, broker, local, topics, pipeline);
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by this very process: the same as held by another.
        }
        if (lock == null) {
            channel.close();
            throw new IOException(directory + ": another Canard uses this state directory");
        }
        return channel;
    }

    public Pipeline pipeline() {
        return pipeline;
    }

    /** The settings with the address of the embedded broker. */
    public CanardSettings settings() {
        return settings;
    }

    public Topics topics() {
        return topics;
    }

    /** Where the state of replays is kept: in that of the pipeline. */
    public Path replays() {
        return directory.resolve(STREAMS).resolve("replays");
    }

    /** How clients reach the embedded broker. */
    public Map<String, Object> clientProperties() {
        return ClientProperties.of(settings.kafka());
    }

    /** Closes everything, also on an interrupted thread: closing must not be cut short by what asked for it. */
    @Override
    public void close() throws IOException {
        boolean interrupted = Thread.interrupted();
        pipeline.close();
        broker.close();
        lock.close();
        if (temporary) {
            Utils.delete(directory.toFile());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
