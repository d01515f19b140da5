package dev.canard.deploy.command;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.pipeline.ClientProperties;
import dev.canard.deploy.source.ImportCheck;
import dev.canard.deploy.source.ImportProgress;
import dev.canard.deploy.source.Importer;
import dev.canard.deploy.source.InputFile;
import dev.canard.deploy.source.InputKind;
import dev.canard.deploy.text.SafeText;
import dev.canard.deploy.text.Terminal;
import dev.canard.indexer.debunk.DebunkReader;
import dev.canard.ingest.PostFormats;
import dev.canard.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What to import, and where to. */
final class ImportOptions {

    /** Of so many that cannot be read the place and the cause are told, for each file. */
    private static final int MOST_TOLD = 20;

    private static final int LONGEST_MESSAGE = 900;

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = "--layout",
            description =
                    "What a file is: ${COMPLETION-CANDIDATES}. By default .tsv, .csv, .jsonl and .html are what they say; else"
                            + " posts are JSON Lines, and of fact-checks the content tells.")
    private InputFile.@Nullable Layout layout;

    @Option(
            names = "--map",
            paramLabel = "COLUMN=FIELD",
            description = "What a column of a CSV or TSV file is, for instance Statement=claim; may be repeated.")
    private Map<String, String> columns = new LinkedHashMap<>();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files or folders to read, or addresses of the web; - is standard input.")
    private List<String> files = new ArrayList<>();

    CanardSettings settings() {
        return cluster.load();
    }

    /**
     * Imports all files of posts and tells what came of each.
     *
     * @param format of the posts, by name; null for Canard's own
     */
    void importPosts(@Nullable String format) throws IOException, InterruptedException {
        importAll(
                inputs().stream().map(input -> input.withFormat(format)).toList(),
                InputKind.POSTS,
                true,
                (settings, progress) -> ImportCheck.ofPosts(PostFormats.all(), InstantSource.system(), progress));
    }

    /**
     * Imports all files of fact-checks and tells what came of each.
     *
     * @param claim the claim of the only file, which must be an article; null leaves it to Canard
     * @param looksBack whether recent posts are judged again for what is imported
     * @return how many fact-checks were sent and can be read
     */
    long importDebunks(@Nullable String claim, boolean looksBack) throws IOException, InterruptedException {
        List<InputFile> inputs = inputs();
        if (claim != null) {
            InputFile.Layout named = inputs.getFirst().layoutOf(InputKind.DEBUNKS);
            if (inputs.size() != 1 || (named != null && named != InputFile.Layout.ARTICLE)) {
                throw new IOException("--claim needs a single file, and that an article");
            }
            inputs.set(0, inputs.getFirst().withClaim(claim));
        }
        return importAll(
                inputs,
                InputKind.DEBUNKS,
                looksBack,
                (settings, progress) -> ImportCheck.ofDebunks(
                        DebunkReader.standard(settings.debunks()), InstantSource.system(), progress));
    }

    private List<InputFile> inputs() throws IOException {
        List<InputFile> inputs = new ArrayList<>();
        for (String file : files) {
            for (InputFile input : InputFile.allNamed(file, layout)) {
                inputs.add(input.withColumns(columns));
            }
        }
        return inputs;
    }

    private long importAll(
            List<InputFile> inputs,
            InputKind kind,
            boolean looksBack,
            BiFunction<CanardSettings, ImportProgress, ImportCheck> checks)
            throws IOException, InterruptedException {
        CanardSettings settings = settings();
        Importer lookingBack = new Importer(
                ClientProperties.of(settings.kafka()),
                new Topics(settings.topics()),
                settings.ingest().maxPayloadBytes(),
                InstantSource.system());
        Importer importer = looksBack ? lookingBack : lookingBack.withoutLookBack();
        Terminal terminal = Terminal.system();
        int failed = 0;
        long readable = 0;
        for (InputFile input : inputs) {
            ImportProgress progress = new ImportProgress(input, terminal, MOST_TOLD);
            ImportCheck check = checks.apply(settings, progress);
            try {
                Importer.Outcome outcome = importer.send(input, kind, null, Duration.ZERO, check);
                progress.end();
                readable += outcome.records() - check.unreadable();
                terminal.print("%s: %d sent, %d dead letters"
                        .formatted(
                                input.name(),
                                outcome.records() - check.unreadable(),
                                outcome.deadLetters() + check.unreadable()));
            } catch (IOException e) {
                progress.end();
                if (inputs.size() == 1) {
                    throw e;
                }
                failed++;
                terminal.note(SafeText.oneLine(String.valueOf(e.getMessage()), LONGEST_MESSAGE));
            }
        }
        if (failed > 0) {
            throw new IOException("%d of %d files could not be imported".formatted(failed, inputs.size()));
        }
        return readable;
    }
}
