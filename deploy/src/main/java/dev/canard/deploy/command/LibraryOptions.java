package dev.canard.deploy.command;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.evaluation.IndexedDebunks;
import dev.canard.deploy.evaluation.Workbench;
import dev.canard.deploy.pipeline.ClientProperties;
import dev.canard.deploy.pipeline.TopicTail;
import dev.canard.deploy.source.InputFile;
import dev.canard.deploy.source.InputReader;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.Debunk;
import dev.canard.topic.Topic;
import dev.canard.topic.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say which debunks are looked through. */
final class LibraryOptions {

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @ArgGroup
    private @Nullable Source source;

    /** Where the debunks are. */
    private static final class Source {

        @Option(
                names = "--debunks",
                required = true,
                paramLabel = "FILE",
                description = "Debunks, as \"canard run\" takes them; may be repeated. By default those of the demo.")
        private List<String> files = new ArrayList<>();

        @Option(names = "--cluster", required = true, description = "Those that are on the cluster's topic.")
        private boolean cluster;
    }

    CanardSettings load() {
        return cluster.load();
    }

    /** The debunks, indexed. */
    IndexedDebunks index(Workbench workbench, CanardSettings settings, Terminal terminal) throws IOException {
        return workbench.index(read(settings, terminal));
    }

    /**
     * The debunks. Those of files have no vectors.
     *
     * @param terminal is told of each that cannot be read
     * @throws IOException if a file cannot be read, or there is no debunk
     */
    List<Debunk> read(CanardSettings settings, Terminal terminal) throws IOException {
        if (source != null && source.cluster) {
            return onTopic(settings);
        }
        List<InputFile> files = new ArrayList<>();
        if (source == null) {
            files.add(InputFile.resource(DemoCommand.DEBUNKS));
        } else {
            for (String file : source.files) {
                files.addAll(InputFile.allNamed(file, null));
            }
        }
        List<Debunk> debunks = InputReader.of(settings, terminal).debunks(files);
        if (debunks.isEmpty()) {
            throw new IOException(
                    "no debunk in " + files.stream().map(InputFile::name).collect(Collectors.joining(", ")));
        }
        return debunks;
    }

    private static List<Debunk> onTopic(CanardSettings settings) throws IOException {
        Topic<String, Debunk> topic = new Topics(settings.topics()).debunks();
        try (TopicTail<Debunk> tail =
                new TopicTail<>(ClientProperties.of(settings.kafka()), topic, TopicTail.From.BEGINNING)) {
            List<Debunk> debunks = List.copyOf(tail.readTable().values());
            if (debunks.isEmpty()) {
                throw new IOException("no debunk on the topic " + topic.name());
            }
            return debunks;
        }
    }
}
