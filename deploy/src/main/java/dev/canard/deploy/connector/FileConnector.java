package dev.canard.deploy.connector;

import dev.canard.deploy.config.SourceSettings;
import dev.canard.deploy.source.Importer;
import dev.canard.deploy.source.Input;
import dev.canard.deploy.source.InputFile;
import dev.canard.deploy.source.InputKind;
import dev.canard.deploy.source.Payloads;
import dev.canard.event.SourcePosition;
import dev.canard.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of posts. Its position is the number of records with a fingerprint of them: a file that is not the one that was
 * read before is refused, one that has grown is not.
 */
public final class FileConnector implements Connector {

    /** What is packed does not grow: its end is part of it. */
    private static final Pattern PACKED = Pattern.compile("\\.(gz|zst)$", Pattern.CASE_INSENSITIVE);

    private static final int MEGABYTE = 1_000_000;

    private final InputFile file;
    private final Topics topics;
    private final int limit;
    private final SourceSettings settings;
    private final InstantSource clock;
    private final boolean follow;
    private volatile long bytesRead;

    /**
     * @param limit the largest payload, in bytes
     * @param follow whether to wait at the end for what will be written there; the file must be one of the file system
     */
    public FileConnector(
            InputFile file, Topics topics, int limit, SourceSettings settings, InstantSource clock, boolean follow) {
        this.file = file;
        this.topics = topics;
        this.limit = limit;
        this.settings = settings;
        this.clock = clock;
        this.follow = follow && !PACKED.matcher(file.name()).find();
    }

    @Override
    public String name() {
        return Importer.sourceName(file, InputKind.POSTS);
    }

    @Override
    public boolean canResume() {
        return !file.isStandardInput();
    }

    @Override
    public void read(@Nullable SourcePosition resumeAfter, Intake intake) throws IOException, InterruptedException {
        Object identity = follow ? identity() : null;
        try (Payloads payloads =
                new Payloads(file, InputKind.POSTS, topics.postsRaw().name(), limit, clock, follow)) {
            payloads.resume(resumeAfter);
            while (true) {
                Input input = payloads.next();
                bytesRead = payloads.bytesRead();
                if (input != null) {
                    intake.put(input, payloads.fingerprint(), payloads.records());
                } else if (!follow) {
                    return;
                } else {
                    if (!Objects.equals(identity(), identity) || Files.size(path()) < bytesRead) {
                        throw new IOException(file.name() + " was cut or replaced while it was read");
                    }
                    TimeUnit.NANOSECONDS.sleep(settings.lookInterval().toNanos());
                }
            }
        }
    }

    @Override
    public String lag() {
        return "%,d MB read".formatted(bytesRead / MEGABYTE);
    }

    /** What tells the file from another one of its name; null where the file system has no such thing. */
    private @Nullable Object identity() throws IOException {
        return Files.readAttributes(path(), BasicFileAttributes.class).fileKey();
    }

    private Path path() {
        return Path.of(file.name());
    }
}
