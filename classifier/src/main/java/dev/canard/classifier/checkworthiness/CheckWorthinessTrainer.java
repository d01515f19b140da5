package dev.canard.classifier.checkworthiness;

import dev.canard.classifier.corenlp.SentenceTagger;
import dev.canard.classifier.corenlp.SparseLogisticRegression;
import dev.canard.classifier.corenlp.SparseLogisticRegression.Example;
import dev.canard.ingest.TextCleaner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Trains {@link CheckWorthinessModel} from labelled sentences and measures it by cross-validation.
 *
 * @see <a href="https://doi.org/10.1609/icwsm.v14i1.7346">Arslan et al. 2020: A benchmark dataset of check-worthy factual
 *     claims (ClaimBuster)</a>
 */
public final class CheckWorthinessTrainer {

    private static final int FOLDS = 5;
    private static final double PENALTY = 3;
    private static final int FEWEST_OCCURRENCES = 3;
    private static final double SMALLEST_WEIGHT = 0.004;
    private static final double WEIGHT_PRECISION = 1e4;
    private static final int BINS = 10;

    private final SentenceTagger tagger;
    private final long seed;
    private final Consumer<String> progress;

    /**
     * Makes a trainer.
     *
     * @param seed decides the folds; the same seed and data give the same model
     * @param progress is told what is going on
     */
    public CheckWorthinessTrainer(SentenceTagger tagger, long seed, Consumer<String> progress) {
        this.tagger = tagger;
        this.seed = seed;
        this.progress = progress;
    }

    /**
     * Trains on a file.
     *
     * @param data TSV with the header {@code id label text}; label is 1 for a claim that is worth checking, else 0
     * @param provenance what to keep of where the data comes from; the figures are added
     * @throws IOException if the file cannot be read or a line is not of this form
     */
    public CheckWorthinessModel train(Path data, Map<String, String> provenance) throws IOException {
        List<Labelled> examples = read(data);
        double[] scores = new double[examples.size()];
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, examples.size()).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        for (int fold = 0; fold < FOLDS; fold++) {
            progress.accept("fold %d of %d".formatted(fold + 1, FOLDS));
            List<Labelled> rest = new ArrayList<>();
            for (int i = 0; i < order.size(); i++) {
                if (i % FOLDS != fold) {
                    rest.add(examples.get(order.get(i)));
                }
            }
            CheckWorthinessModel model = fit(rest, Map.of(), 0.5);
            for (int i = fold; i < order.size(); i += FOLDS) {
                scores[order.get(i)] = model.score(examples.get(order.get(i)).features());
            }
        }
        double threshold = bestThreshold(examples, scores);
        Map<String, String> facts = new TreeMap<>(provenance);
        facts.put("examples", "" + examples.size());
        facts.put("seed", "" + seed);
        facts.put("cross-validated AUC", number(areaUnderCurve(examples, scores)));
        facts.put("cross-validated weighted F1", number(weightedF1(examples, scores, threshold)));
        facts.put("cross-validated calibration error", number(calibrationError(examples, scores)));
        progress.accept(facts.toString());
        return fit(examples, facts, threshold);
    }

    /** The area under the ROC curve of a model on labelled sentences, in the form that {@link #train} reads. */
    public double areaUnderCurve(CheckWorthinessModel model, Path data) throws IOException {
        List<Labelled> examples = read(data);
        return areaUnderCurve(
                examples,
                examples.stream()
                        .mapToDouble(example -> model.score(example.features()))
                        .toArray());
    }

    private record Labelled(Set<String> features, boolean positive) {}

    private List<Labelled> read(Path data) throws IOException {
        List<String> lines = Files.readAllLines(data);
        List<String> header =
                lines.isEmpty() ? List.of() : Arrays.asList(lines.getFirst().split("\t", -1));
        int label = header.indexOf("label");
        int text = header.indexOf("text");
        if (label < 0 || text < 0) {
            throw new IOException(data + ": the first line must be a header with the columns label and text");
        }
        List<Labelled> examples = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] fields = lines.get(i).split("\t", -1);
            if (fields.length != header.size() || !fields[label].matches("[01]")) {
                throw new IOException(
                        "%s:%d: needs %d fields and a label of 0 or 1".formatted(data, i + 1, header.size()));
            }
            String clean = TextCleaner.clean(fields[text]).text().value();
            examples.add(new Labelled(CheckWorthinessFeatures.of(tagger.tag(clean)), fields[label].equals("1")));
            if (i % 1000 == 0) {
                progress.accept("%d of %d sentences tagged".formatted(i, lines.size() - 1));
            }
        }
        return examples;
    }

    private static CheckWorthinessModel fit(List<Labelled> examples, Map<String, String> provenance, double threshold) {
        Map<String, Integer> occurrences = new TreeMap<>();
        examples.forEach(example -> example.features().forEach(feature -> occurrences.merge(feature, 1, Integer::sum)));
        Map<String, Integer> indexes = new LinkedHashMap<>();
        occurrences.forEach((feature, count) -> {
            if (count >= FEWEST_OCCURRENCES) {
                indexes.put(feature, indexes.size());
            }
        });
        List<Example> vectors = examples.stream()
                .map(example -> {
                    int[] features = example.features().stream()
                            .map(indexes::get)
                            .filter(index -> index != null)
                            .mapToInt(index -> index)
                            .toArray();
                    return new Example(features, CheckWorthinessModel.scale(features.length), example.positive());
                })
                .toList();
        double[] weights = SparseLogisticRegression.fit(vectors, indexes.size(), PENALTY);
        Map<String, Double> kept = new HashMap<>();
        // A weight near 0 stays as 0: a feature must be known to count in the length of a sentence.
        indexes.forEach((feature, index) ->
                kept.put(feature, Math.abs(weights[index]) < SMALLEST_WEIGHT ? 0.0 : rounded(weights[index])));
        return new CheckWorthinessModel(
                CheckWorthinessModel.VERSION, provenance, threshold, rounded(weights[indexes.size()]), kept);
    }

    private static double rounded(double weight) {
        return Math.round(weight * WEIGHT_PRECISION) / WEIGHT_PRECISION;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /** The threshold with the best weighted F1, in steps of .01. */
    private static double bestThreshold(List<Labelled> examples, double[] scores) {
        return IntStream.range(5, 95)
                .mapToObj(percent -> percent / 100.0)
                .max(Comparator.comparingDouble(threshold -> weightedF1(examples, scores, threshold)))
                .orElseThrow();
    }

    private static double areaUnderCurve(List<Labelled> examples, double[] scores) {
        Integer[] order = IntStream.range(0, scores.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> scores[i]));
        double ranks = 0;
        long positives = 0;
        for (int i = 0; i < order.length; i++) {
            if (examples.get(order[i]).positive()) {
                ranks += i + 1;
                positives++;
            }
        }
        return (ranks - positives * (positives + 1) / 2.0) / (positives * (double) (scores.length - positives));
    }

    private static double weightedF1(List<Labelled> examples, double[] scores, double threshold) {
        int[][] counts = new int[2][2];
        for (int i = 0; i < scores.length; i++) {
            counts[examples.get(i).positive() ? 1 : 0][scores[i] >= threshold ? 1 : 0]++;
        }
        double sum = 0;
        for (int of = 0; of < 2; of++) {
            int right = counts[of][of];
            int wrong = counts[1 - of][of] + counts[of][1 - of];
            double f1 = right == 0 ? 0 : 2.0 * right / (2.0 * right + wrong);
            sum += f1 * (counts[of][0] + counts[of][1]);
        }
        return sum / scores.length;
    }

    /** Expected calibration error in ten bins of equal width. */
    private static double calibrationError(List<Labelled> examples, double[] scores) {
        double[] predicted = new double[BINS];
        double[] observed = new double[BINS];
        for (int i = 0; i < scores.length; i++) {
            int bin = Math.min(BINS - 1, (int) (scores[i] * BINS));
            predicted[bin] += scores[i];
            observed[bin] += examples.get(i).positive() ? 1 : 0;
        }
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            error += Math.abs(predicted[bin] - observed[bin]);
        }
        return error / scores.length;
    }
}
