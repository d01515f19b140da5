package dev.canard.classifier.checkworthiness;

import dev.canard.classifier.corenlp.SentenceTagger;
import dev.canard.ingest.TextCleaner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Measures {@link CheckWorthiness} on labelled texts, each measure with an interval by the percentile bootstrap. */
public final class CheckWorthinessEvaluation {

    private static final int SAMPLES = 1_000;
    private static final double CONFIDENCE = 0.95;

    private final SentenceTagger tagger;
    private final CheckWorthiness checkWorthiness;
    private final long seed;
    private final Consumer<String> progress;

    /**
     * Makes an evaluation.
     *
     * @param seed decides the samples of the bootstrap; the same seed and data give the same intervals
     * @param progress is told what is going on
     */
    public CheckWorthinessEvaluation(
            SentenceTagger tagger, CheckWorthiness checkWorthiness, long seed, Consumer<String> progress) {
        this.tagger = tagger;
        this.checkWorthiness = checkWorthiness;
        this.seed = seed;
        this.progress = progress;
    }

    /**
     * A measure on all texts.
     *
     * @param value the measure
     * @param low lower end of its 95% interval
     * @param high upper end
     */
    public record Measure(String name, double value, double low, double high) {}

    /**
     * What was measured.
     *
     * @param texts how many texts there are
     * @param positives how many of them hold a claim
     */
    public record Report(int texts, int positives, List<Measure> measures) {

        public Report {
            measures = List.copyOf(measures);
        }
    }

    /**
     * Scores each text as a whole and measures how well the scores tell the labels.
     *
     * @param data TSV with a header that names the columns {@code text} and the one of the label
     * @param label the column with the label: 1 for a text with a claim, else 0
     * @throws IOException if the file cannot be read, a line is not of this form, or all labels are the same
     */
    public Report evaluate(Path data, String label) throws IOException {
        List<LabelledText> texts = LabelledText.read(data, label);
        List<ScoredLabel> labels = new ArrayList<>();
        for (LabelledText text : texts) {
            String clean = TextCleaner.clean(text.text()).text().value();
            labels.add(new ScoredLabel(checkWorthiness.score(tagger.tag(clean), clean), text.positive()));
            if (labels.size() % 100 == 0) {
                progress.accept("%d of %d texts scored".formatted(labels.size(), texts.size()));
            }
        }
        int positives = (int) labels.stream().filter(ScoredLabel::positive).count();
        if (positives == 0 || positives == labels.size()) {
            throw new IOException(
                    "%s: needs texts of both labels, %d of %d have label 1".formatted(data, positives, labels.size()));
        }
        double threshold = checkWorthiness.threshold();
        return new Report(
                labels.size(),
                positives,
                List.of(
                        measure("AUC", labels, ScoredLabel::areaUnderCurve),
                        measure("average precision", labels, ScoredLabel::averagePrecision),
                        measure("weighted F1", labels, some -> ScoredLabel.weightedF1(some, threshold)),
                        measure("precision", labels, some -> ScoredLabel.precision(some, threshold)),
                        measure("recall", labels, some -> ScoredLabel.recall(some, threshold)),
                        measure("calibration error", labels, ScoredLabel::calibrationError)));
    }

    /** Draws as many texts as there are, with repetition, again and again. Each class keeps its size, so that none is empty. */
    private Measure measure(String name, List<ScoredLabel> labels, ToDoubleFunction<List<ScoredLabel>> measure) {
        Random random = new Random(seed);
        List<ScoredLabel> positives =
                labels.stream().filter(ScoredLabel::positive).toList();
        List<ScoredLabel> negatives =
                labels.stream().filter(label -> !label.positive()).toList();
        double[] values = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            List<ScoredLabel> sample = Stream.of(positives, negatives)
                    .flatMap(kind -> random.ints(kind.size(), 0, kind.size()).mapToObj(kind::get))
                    .toList();
            values[i] = measure.applyAsDouble(sample);
        }
        Arrays.sort(values);
        int outside = (int) (SAMPLES * (1 - CONFIDENCE) / 2);
        return new Measure(name, measure.applyAsDouble(labels), values[outside], values[SAMPLES - 1 - outside]);
    }
}
