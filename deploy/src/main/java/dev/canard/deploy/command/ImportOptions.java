package dev.canard.deploy.command;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.pipeline.ClientProperties;
import dev.canard.deploy.source.Importer;
import dev.canard.deploy.source.InputFile;
import dev.canard.deploy.source.InputKind;
import dev.canard.deploy.text.Terminal;
import dev.canard.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What to import, and where to. */
final class ImportOptions {

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = "--format",
            description =
                    "What a file is: ${COMPLETION-CANDIDATES}. By default .tsv is TSV, a fact-check in .txt, .html or .htm"
                            + " is an article, all else JSON Lines.")
    private InputFile.@Nullable Layout layout;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files to read; - is standard input.")
    private List<String> files = new ArrayList<>();

    /** Imports all files and tells what came of each. */
    void importAll(InputKind kind) throws IOException, InterruptedException {
        importAll(kind, null);
    }

    /**
     * Imports all files and tells what came of each.
     *
     * @param claim the claim of the only file, which must be an article; null leaves it to Canard
     */
    void importAll(InputKind kind, @Nullable String claim) throws IOException, InterruptedException {
        CanardSettings settings = cluster.load();
        List<InputFile> inputs = new ArrayList<>();
        for (String file : files) {
            inputs.add(InputFile.named(file, layout));
        }
        if (claim != null) {
            if (inputs.size() != 1 || inputs.getFirst().layoutOf(kind) != InputFile.Layout.ARTICLE) {
                throw new IOException("--claim needs a single file, and that an article");
            }
            inputs.set(0, inputs.getFirst().withClaim(claim));
        }
        Importer importer = new Importer(
                ClientProperties.of(settings.kafka()),
                new Topics(settings.topics()),
                settings.ingest().maxPayloadBytes(),
                InstantSource.system());
        Terminal terminal = Terminal.system();
        for (InputFile input : inputs) {
            Importer.Outcome outcome = importer.send(
                    input,
                    kind,
                    null,
                    Duration.ZERO,
                    lines -> terminal.progress(input.name() + ": " + lines + " lines"));
            terminal.end();
            terminal.print(
                    "%s: %d sent, %d dead letters".formatted(input.name(), outcome.records(), outcome.deadLetters()));
        }
    }
}
