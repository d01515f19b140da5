package dev.canard.deploy.command;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.pipeline.ClientProperties;
import dev.canard.deploy.pipeline.IndexDirectory;
import dev.canard.deploy.pipeline.TopicIdentity;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.lucene.IndexCommit;
import dev.canard.indexer.lucene.IndexSnapshot;
import dev.canard.indexer.lucene.UnusableIndexException;
import dev.canard.topic.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Copies an instance's index of debunks, starts another instance from the copy, or has it built anew. */
@Command(
        name = "index",
        description = "Copies the index of debunks of a state directory, makes one from a copy, or has it built anew.",
        synopsisSubcommandLabel = "COMMAND")
public final class IndexCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "snapshot",
            description = "Copies the index of a state directory, whether or not a process works on it.")
    int snapshot(
            @Mixin ClusterOptions cluster,
            @Option(
                            names = "--state",
                            required = true,
                            paramLabel = "DIR",
                            description = "State directory to copy from.")
                    Path state,
            @Option(
                            names = "--to",
                            required = true,
                            paramLabel = "DIR",
                            description = "Where the copy goes: a directory to be made.")
                    Path to)
            throws Exception {
        CanardSettings settings = cluster.load();
        TopicIdentity topic = topic(settings);
        IndexSnapshot.Content taken = IndexSnapshot.take(IndexDirectory.in(state, settings.topics()), to, topic.id());
        tell(taken, to);
        return 0;
    }

    @Command(
            name = "restore",
            description =
                    "Makes the index of a state directory from a copy: an instance that starts there reads only what is newer.")
    int restore(
            @Mixin ClusterOptions cluster,
            @Option(names = "--from", required = true, paramLabel = "DIR", description = "The copy.") Path from,
            @Option(
                            names = "--state",
                            required = true,
                            paramLabel = "DIR",
                            description = "State directory that has no index yet.")
                    Path state)
            throws Exception {
        CanardSettings settings = cluster.load();
        Path index = IndexDirectory.in(state, settings.topics());
        if (Files.exists(index)) {
            throw new IOException(
                    "%s: has an index already; \"canard index rebuild --state %s\" deletes it".formatted(index, state));
        }
        IndexSnapshot.Content found = IndexSnapshot.content(from);
        requireFitting(from, found.commit(), topic(settings));
        try (Encoders encoders = Encoders.load(settings.encoders())) {
            found.commit().requireUsable(encoders.ids());
        } catch (UnusableIndexException e) {
            throw new IOException("%s: of no use here: %s".formatted(from, e.getMessage()), e);
        }
        Files.createDirectories(index.getParent());
        IndexSnapshot.restore(from, index);
        tell(found, index);
        return 0;
    }

    @Command(
            name = "rebuild",
            description =
                    "Deletes the index of a state directory that no process works on: the next start builds it anew from the topic.")
    int rebuild(
            @Mixin SettingsOptions options,
            @Option(names = "--state", required = true, paramLabel = "DIR", description = "State directory.")
                    Path state)
            throws IOException {
        CanardSettings settings = options.load();
        Path index = IndexDirectory.in(state, settings.topics());
        print(
                IndexSnapshot.delete(index)
                        ? "%s: deleted; the next start builds it anew from %s"
                                .formatted(
                                        index,
                                        new Topics(settings.topics()).debunks().name())
                        : "%s: there is none; the next start builds it".formatted(index));
        return 0;
    }

    /** Holds a copy to the topic from which it is to go on. */
    private static void requireFitting(Path from, IndexCommit commit, TopicIdentity topic) throws IOException {
        String partition = topic.partition().toString();
        if (!commit.topicPartition().equals(partition)) {
            throw new IOException("%s: follows %s, not %s".formatted(from, commit.topicPartition(), partition));
        }
        if (!topic.id().equals(commit.topicId())) {
            throw new IOException("%s: follows another %s (id %s) than that of this cluster (id %s)"
                    .formatted(from, partition, commit.topicId(), topic.id()));
        }
        if (commit.offset() > topic.end()) {
            throw new IOException("%s: goes on at offset %d of %s, which ends at %d"
                    .formatted(from, commit.offset(), partition, topic.end()));
        }
        Duration age = Duration.between(commit.at(), InstantSource.system().instant());
        if (age.compareTo(topic.retractionsKept()) > 0) {
            throw new IOException(
                    "%s: was committed %s, and %s keeps retractions only for %s: it may hold debunks that were retracted since"
                            .formatted(from, commit.at(), partition, topic.retractionsKept()));
        }
    }

    private static TopicIdentity topic(CanardSettings settings) throws InterruptedException {
        try (Admin admin = Admin.create(ClientProperties.ofAdmin(settings.kafka()))) {
            return TopicIdentity.of(
                    admin, new Topics(settings.topics()).debunks().name());
        } catch (ExecutionException e) {
            throw Failures.ofKafka(settings, e);
        }
    }

    private void tell(IndexSnapshot.Content content, Path place) {
        print("%s: %,d debunks, up to offset %,d of %s, %,d MB"
                .formatted(
                        place,
                        content.debunks(),
                        content.commit().offset(),
                        content.commit().topicPartition(),
                        content.bytes() >> 20));
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
