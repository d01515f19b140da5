package dev.canard.deploy.command;

import dev.canard.classifier.checkworthiness.CheckWorthiness;
import dev.canard.classifier.checkworthiness.CheckWorthinessEvaluation;
import dev.canard.classifier.checkworthiness.CheckWorthinessEvaluation.Measure;
import dev.canard.classifier.checkworthiness.CheckWorthinessEvaluation.Report;
import dev.canard.classifier.corenlp.SentenceTagger;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.pipeline.SentenceEncoders;
import dev.canard.deploy.text.Table;
import dev.canard.deploy.text.Terminal;
import dev.canard.indexer.encoder.Encoders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the check-worthiness of claims on labelled texts. */
@Command(
        name = "claims",
        description =
                "Scores the check-worthiness of labelled texts, by CoreNLP alone and with an encoder, and prints AUC, average precision, and, at the model's "
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
        CanardSettings loaded = settings.load();
        SentenceTagger tagger = new SentenceTagger(loaded.classifier().maxSentenceTokens());
        try (Encoders encoders = Encoders.load(loaded.encoders())) {
            List<CheckWorthiness> models =
                    List.of(CheckWorthiness.withoutEncoder(), CheckWorthiness.shipped(SentenceEncoders.of(encoders)));
            List<Report> reports = new ArrayList<>();
            for (CheckWorthiness model : models) {
                reports.add(
                        new CheckWorthinessEvaluation(tagger, model, seed, terminal::progress).evaluate(data, label));
            }
            terminal.end();
            terminal.print(table(models, reports).text());
        }
        return 0;
    }

    private Table table(List<CheckWorthiness> models, List<Report> reports) {
        List<String> columns = new ArrayList<>(List.of("read with"));
        models.forEach(model -> columns.add(model.name()));
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < reports.getFirst().measures().size(); i++) {
            List<String> row = new ArrayList<>();
            row.add(reports.getFirst().measures().get(i).name());
            for (Report report : reports) {
                Measure measure = report.measures().get(i);
                row.add(String.format(
                        Locale.ROOT, "%.3f (%.3f to %.3f)", measure.value(), measure.low(), measure.high()));
            }
            rows.add(row);
        }
        List<String> threshold = new ArrayList<>(List.of("threshold"));
        models.forEach(model -> threshold.add(String.format(Locale.ROOT, "%.2f", model.threshold())));
        rows.add(threshold);
        return new Table(
                "Check-worthiness",
                columns,
                rows,
                List.of(
                        "%,d texts, %,d with label 1."
                                .formatted(
                                        reports.getFirst().texts(),
                                        reports.getFirst().positives()),
                        "In brackets the 95%% interval of the bootstrap, seed %d.".formatted(seed)));
    }
}
