package dev.canard.deploy.command;

import dev.canard.classifier.checkworthiness.CheckWorthinessEvaluation;
import dev.canard.classifier.checkworthiness.CheckWorthinessEvaluation.Report;
import dev.canard.classifier.checkworthiness.CheckWorthinessModel;
import dev.canard.classifier.corenlp.SentenceTagger;
import dev.canard.deploy.text.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the check-worthiness of claims on labelled texts. */
@Command(
        name = "claims",
        description =
                "Scores the check-worthiness of labelled texts and prints AUC, average precision, and, at the model's "
                        + "threshold, weighted F1, precision and recall, each with its 95% bootstrap interval.")
public final class EvaluateClaimsCommand implements Callable<Integer> {

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "TSV with the header id, label, text; label 1 is a claim worth checking.")
    private Path data = Path.of("");

    @Option(
            names = "--label",
            defaultValue = "label",
            paramLabel = "COLUMN",
            description = "The column with the label. Default: ${DEFAULT-VALUE}")
    private String label = "";

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Decides the bootstrap's samples. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Override
    public Integer call() throws IOException {
        Terminal terminal = Terminal.system();
        CheckWorthinessModel model = CheckWorthinessModel.shipped();
        SentenceTagger tagger = new SentenceTagger(settings.load().classifier().maxSentenceTokens());
        Report report = new CheckWorthinessEvaluation(tagger, model, seed, terminal::progress).evaluate(data, label);
        terminal.end();
        terminal.print(String.format(
                Locale.ROOT,
                "%d texts, %d with label 1; threshold %.2f",
                report.texts(),
                report.positives(),
                model.threshold()));
        report.measures()
                .forEach(measure -> terminal.print(String.format(
                        Locale.ROOT,
                        "%-18s %.3f  (%.3f to %.3f)",
                        measure.name(),
                        measure.value(),
                        measure.low(),
                        measure.high())));
        return 0;
    }
}
