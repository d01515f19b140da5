package dev.canard.classifier.checkworthiness;

import dev.canard.classifier.corenlp.SentenceTagger;
import dev.canard.classifier.corenlp.SparseLogisticRegression;
import dev.canard.classifier.corenlp.SparseLogisticRegression.Example;
import dev.canard.ingest.TextCleaner;
import java.io.IOException;
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
import org.jspecify.annotations.Nullable;

/**
 * Trains {@link CheckWorthinessModel} from labelled sentences and measures it by cross-validation.
 *
 * @see <a href="https://doi.org/10.1609/icwsm.v14i1.7346">Arslan et al. 2020: A benchmark dataset of check-worthy factual
 *     claims (ClaimBuster)</a>
 */
public final class CheckWorthinessTrainer {

    private static final int FOLDS = 5;
    private static final double PENALTY = 3;
    /** How much the vector counts against the other features under the same penalty; chosen by cross-validation. */
    private static final float VECTOR_SCALE = 3;

    private static final int FEWEST_OCCURRENCES = 3;
    private static final double SMALLEST_WEIGHT = 0.004;
    private static final double WEIGHT_PRECISION = 1e4;
    private static final String LABEL = "label";

    private final SentenceTagger tagger;
    private final @Nullable SentenceEncoder encoder;
    private final long seed;
    private final Consumer<String> progress;

    /**
     * Makes a trainer.
     *
     * @param encoder the encoder to fit a model to; null for words, tags and names only
     * @param seed decides the folds; the same seed and data give the same model
     * @param progress is told what is going on
     */
    public CheckWorthinessTrainer(
            SentenceTagger tagger, @Nullable SentenceEncoder encoder, long seed, Consumer<String> progress) {
        this.tagger = tagger;
        this.encoder = encoder;
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
                scores[order.get(i)] = model.score(
                        examples.get(order.get(i)).features(),
                        examples.get(order.get(i)).vector());
            }
        }
        List<ScoredLabel> labels =
                ScoredLabel.of(scores, examples.stream().map(Labelled::positive).toList());
        double threshold = bestThreshold(labels);
        Map<String, String> facts = new TreeMap<>(provenance);
        facts.put("examples", "" + examples.size());
        facts.put("seed", "" + seed);
        facts.put("cross-validated AUC", number(ScoredLabel.areaUnderCurve(labels)));
        facts.put("cross-validated weighted F1", number(ScoredLabel.weightedF1(labels, threshold)));
        facts.put("cross-validated calibration error", number(ScoredLabel.calibrationError(labels)));
        progress.accept(facts.toString());
        return fit(examples, facts, threshold);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Labelled(Set<String> features, float[] vector, boolean positive) {}

    private List<Labelled> read(Path data) throws IOException {
        List<LabelledText> texts = LabelledText.read(data, LABEL);
        List<Labelled> examples = new ArrayList<>();
        for (LabelledText text : texts) {
            String clean = TextCleaner.clean(text.text()).text().value();
            examples.add(new Labelled(
                    CheckWorthinessFeatures.of(tagger.tag(clean)),
                    encoder == null ? new float[0] : encoder.encode(clean),
                    text.positive()));
            if (examples.size() % 1000 == 0) {
                progress.accept("%d of %d sentences tagged".formatted(examples.size(), texts.size()));
            }
        }
        return examples;
    }

    private CheckWorthinessModel fit(List<Labelled> examples, Map<String, String> provenance, double threshold) {
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
                    return new Example(
                            features,
                            CheckWorthinessModel.scale(features.length),
                            scaled(example.vector()),
                            example.positive());
                })
                .toList();
        double[] weights = SparseLogisticRegression.fit(vectors, indexes.size(), PENALTY);
        Map<String, Double> kept = new HashMap<>();
        // A weight near 0 stays as 0: a feature must be known to count in the length of a sentence.
        indexes.forEach((feature, index) ->
                kept.put(feature, Math.abs(weights[index]) < SMALLEST_WEIGHT ? 0.0 : rounded(weights[index])));
        return new CheckWorthinessModel(
                CheckWorthinessModel.VERSION,
                provenance,
                threshold,
                rounded(weights[weights.length - 1]),
                kept,
                encoder == null ? null : encoder.id(),
                Arrays.stream(weights, indexes.size(), weights.length - 1)
                        .map(weight -> rounded(weight * VECTOR_SCALE))
                        .boxed()
                        .toList());
    }

    private static float[] scaled(float[] vector) {
        float[] scaled = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            scaled[i] = VECTOR_SCALE * vector[i];
        }
        return scaled;
    }

    private static double rounded(double weight) {
        return Math.round(weight * WEIGHT_PRECISION) / WEIGHT_PRECISION;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /** The threshold with the best weighted F1, in steps of .01. */
    private static double bestThreshold(List<ScoredLabel> labels) {
        return IntStream.range(5, 95)
                .mapToObj(percent -> percent / 100.0)
                .max(Comparator.comparingDouble(threshold -> ScoredLabel.weightedF1(labels, threshold)))
                .orElseThrow();
    }
}
