package dev.canard.deploy.command;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.source.InputFile;
import dev.canard.deploy.source.InputReader;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.Debunk;
import dev.canard.indexer.lucene.WordFrequencies;
import dev.canard.indexer.match.Twins;
import dev.canard.indexer.stance.StanceData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Counts how rare words are. */
@Command(
        name = "words",
        description =
                "Counts in how many fact-checks each word occurs. Whatever was trained with other counts has to be trained anew.")
public final class TrainWordsCommand implements Callable<Integer> {

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(
            names = "--debunks",
            required = true,
            paramLabel = "FILE",
            description = "Debunks: TSV or ClaimReview objects, one a line. May be repeated.")
    private List<Path> files = List.of();

    @Option(names = "--stance", paramLabel = "DIR", description = "Holds claims.jsonl, with articles.")
    private List<Path> stance = List.of();

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The counts, JSON.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
        CanardSettings loaded = settings.load();
        Terminal terminal = Terminal.system();
        InputReader reader = InputReader.of(loaded, terminal);
        Map<Twins.Key, Debunk> debunks = new LinkedHashMap<>();
        StringBuilder command = new StringBuilder("canard train words");
        for (Path file : files) {
            reader.debunks(List.of(InputFile.named(file.toString(), null)))
                    .forEach(debunk -> debunks.putIfAbsent(Twins.key(debunk), debunk));
            command.append(" --debunks ").append(JudgedFiles.shortName(file));
        }
        if (!stance.isEmpty()) {
            // These have articles, which their twins above may lack.
            StanceData.read(stance).debunks().values().forEach(debunk -> debunks.put(Twins.key(debunk), debunk));
            stance.forEach(folder -> command.append(" --stance ").append(folder.getFileName()));
        }
        WordFrequencies words = WordFrequencies.of(
                debunks.values(),
                Map.of(
                        "command", command.toString(),
                        "date", LocalDate.now(ZoneOffset.UTC).toString()));
        Files.write(out, words.write());
        terminal.end();
        terminal.print("%d words of %d debunks".formatted(words.words().size(), words.debunks()));
        return 0;
    }
}
