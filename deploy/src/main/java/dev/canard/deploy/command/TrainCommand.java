package dev.canard.deploy.command;

import dev.canard.classifier.checkworthiness.CheckWorthinessModel;
import dev.canard.classifier.checkworthiness.CheckWorthinessTrainer;
import dev.canard.classifier.corenlp.SentenceTagger;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.text.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains models from labelled data. */
@Command(
        name = "train",
        description = "Trains models from labelled data.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {TrainCrossEncoderCommand.class, TrainMatchingCommand.class, TrainStanceCommand.class})
public final class TrainCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "claims",
            description = "Trains the check-worthiness of sentences and measures it by cross-validation.")
    int claims(
            @Mixin SettingsOptions settings,
            @Option(
                            names = "--data",
                            required = true,
                            paramLabel = "FILE",
                            description = "TSV with the header id, label, text; label 1 is a claim worth checking.")
                    Path data,
            @Option(names = "--source", paramLabel = "TEXT", description = "What the data is, kept in the model.")
                    String source,
            @Option(names = "--seed", defaultValue = "1", description = "Decides the folds. Default: ${DEFAULT-VALUE}")
                    long seed,
            @Option(names = "--out", required = true, paramLabel = "FILE", description = "The model, gzipped JSON.")
                    Path out)
            throws IOException {
        CanardSettings loaded = settings.load();
        Terminal terminal = Terminal.system();
        SentenceTagger tagger = new SentenceTagger(loaded.classifier().maxSentenceTokens());
        CheckWorthinessModel model = new CheckWorthinessTrainer(tagger, seed, terminal::progress)
                .train(
                        data,
                        Map.of(
                                "data", source == null ? String.valueOf(data.getFileName()) : source,
                                "command",
                                        "canard train claims --data %s --seed %d".formatted(data.getFileName(), seed),
                                "date", LocalDate.now(ZoneOffset.UTC).toString()));
        model.write(out);
        terminal.end();
        model.provenance().forEach((fact, value) -> terminal.print("%-36s %s".formatted(fact, value)));
        return 0;
    }
}
