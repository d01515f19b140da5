package dev.canard.deploy.command;

import dev.canard.classifier.checkworthiness.CheckWorthinessModel;
import dev.canard.classifier.checkworthiness.CheckWorthinessTrainer;
import dev.canard.classifier.checkworthiness.SentenceEncoder;
import dev.canard.classifier.corenlp.SentenceTagger;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.pipeline.SentenceEncoders;
import dev.canard.deploy.text.Terminal;
import dev.canard.indexer.encoder.EncoderSettings;
import dev.canard.indexer.encoder.Encoders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
        subcommands = {
            TrainCrossEncoderCommand.class,
            TrainEncoderCommand.class,
            TrainMatchingCommand.class,
            TrainStanceCommand.class,
            TrainWordsCommand.class
        })
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
            @Option(
                            names = "--encoder",
                            paramLabel = "NAME",
                            description = "The configured encoder to read with; by default words, tags and names only.")
                    @Nullable
                    String encoder,
            @Option(names = "--out", required = true, paramLabel = "FILE", description = "The model, gzipped JSON.")
                    Path out)
            throws IOException {
        CanardSettings loaded = settings.load();
        Terminal terminal = Terminal.system();
        SentenceTagger tagger = new SentenceTagger(loaded.classifier().maxSentenceTokens());
        CheckWorthinessModel model;
        try (Encoders encoders = Encoders.load(loaded.encoders())) {
            model = new CheckWorthinessTrainer(tagger, encoder(encoder, loaded, encoders), seed, terminal::progress)
                    .train(
                            data,
                            Map.of(
                                    "data", source == null ? String.valueOf(data.getFileName()) : source,
                                    "command",
                                            "canard train claims --data %s%s --seed %d"
                                                    .formatted(
                                                            data.getFileName(),
                                                            encoder == null ? "" : " --encoder " + encoder,
                                                            seed),
                                    "date", LocalDate.now(ZoneOffset.UTC).toString()));
        }
        model.write(out);
        terminal.end();
        model.provenance().forEach((fact, value) -> terminal.print("%-36s %s".formatted(fact, value)));
        return 0;
    }

    private static @Nullable SentenceEncoder encoder(
            @Nullable String name, CanardSettings settings, Encoders encoders) {
        if (name == null) {
            return null;
        }
        List<String> names =
                settings.encoders().stream().map(EncoderSettings::name).toList();
        if (!names.contains(name)) {
            throw new IllegalArgumentException("no encoder %s is configured, only %s".formatted(name, names));
        }
        return SentenceEncoders.of(encoders).get(names.indexOf(name));
    }
}
