package dev.canard.indexer.stance;

import dev.canard.event.Stance;
import dev.canard.indexer.stance.StanceMetrics.Estimated;
import dev.canard.indexer.stance.StanceWeights.Block;
import dev.canard.indexer.training.SoftmaxRegression;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Fits a {@link StanceModel} to labelled pairs. The same examples in the same order give the same model.
 *
 * <p>Every feature is brought to the same spread within its kind, and elements of embeddings to a smaller one than cues: the
 * penalty on weights then bears harder on the hundreds of elements, each of which says next to nothing.
 */
public final class StanceTrainer {

    private static final List<Stance> STANCES = List.of(Stance.values());
    private static final double SPREAD_OF_ELEMENTS = .15;
    private static final double SPREAD_OF_CUES = .5;
    private static final int REPORTED_EVALUATIONS = 25;

    private final StanceTrainerSettings settings;
    private final Consumer<String> progress;

    /**
     * @param settings how to train
     * @param progress told in words how far it is
     */
    public StanceTrainer(StanceTrainerSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Trains a model.
     *
     * @param examples what to learn from, all with vectors of the same encoders
     * @param provenance what to store with the model, by name
     */
    public StanceModel train(List<StanceExample> examples, Map<String, String> provenance) {
        Table table = Table.of(examples);
        int[] labels = examples.stream()
                .mapToInt(example -> STANCES.indexOf(example.stance()))
                .toArray();
        double[][] weights = new SoftmaxRegression(settings.penalty(), settings.iterations())
                .fit(table.rows, labels, STANCES.size(), this::report);
        return new StanceModel(table.model(weights, provenance));
    }

    /** What a model's estimates of examples are worth. */
    public static StanceMetrics evaluate(StanceEstimator model, List<StanceExample> examples) {
        return StanceMetrics.of(estimates(model, examples));
    }

    private static List<Estimated> estimates(StanceEstimator model, List<StanceExample> examples) {
        return examples.stream()
                .map(example -> new Estimated(model.estimate(example.post(), example.debunk()), example.stance()))
                .toList();
    }

    private void report(int evaluation, double loss) {
        if (evaluation % REPORTED_EVALUATIONS == 0) {
            progress.accept(String.format(Locale.ROOT, "evaluation %d: loss %.4f", evaluation, loss));
        }
    }

    /** The features of all examples, scaled, block by block. */
    private static final class Table {

        private final List<String> blocks = new ArrayList<>();
        private final List<float[]> means = new ArrayList<>();
        private final List<float[]> scales = new ArrayList<>();
        private final float[][] rows;

        private Table(int examples, int features) {
            rows = new float[examples][features];
        }

        static Table of(List<StanceExample> examples) {
            List<Map<String, float[]>> features = examples.stream()
                    .map(example -> StanceFeatures.of(example.post(), example.debunk()))
                    .toList();
            Map<String, float[]> first = features.getFirst();
            Table table = new Table(
                    examples.size(),
                    first.values().stream().mapToInt(values -> values.length).sum());
            int offset = 0;
            for (String block : first.keySet()) {
                List<float[]> column =
                        features.stream().map(all -> all.get(block)).toList();
                if (column.contains(null)) {
                    throw new IllegalArgumentException("not all examples have vectors of the same encoders");
                }
                offset = table.add(block, column, offset);
            }
            return table;
        }

        private int add(String block, List<float[]> values, int offset) {
            int width = values.getFirst().length;
            float[] mean = new float[width];
            float[] scale = new float[width];
            double spread = StanceFeatures.isElements(block) ? SPREAD_OF_ELEMENTS : SPREAD_OF_CUES;
            for (int i = 0; i < width; i++) {
                double sum = 0;
                double squares = 0;
                for (float[] value : values) {
                    sum += value[i];
                    squares += (double) value[i] * value[i];
                }
                mean[i] = rounded(sum / values.size());
                double deviation = Math.sqrt(Math.max(0, squares / values.size() - Math.pow(sum / values.size(), 2)));
                scale[i] = deviation < 1e-6 ? 0 : (float) (spread / deviation);
                for (int n = 0; n < rows.length; n++) {
                    rows[n][offset + i] = (values.get(n)[i] - mean[i]) * scale[i];
                }
            }
            blocks.add(block);
            means.add(mean);
            scales.add(scale);
            return offset + width;
        }

        StanceWeights model(double[][] weights, Map<String, String> provenance) {
            List<Block> stored = new ArrayList<>();
            int offset = 0;
            for (int b = 0; b < blocks.size(); b++) {
                float[] scale = scales.get(b);
                float[][] byClass = new float[weights.length][scale.length];
                for (int k = 0; k < weights.length; k++) {
                    for (int i = 0; i < scale.length; i++) {
                        byClass[k][i] = rounded(weights[k][offset + i] * scale[i]);
                    }
                }
                stored.add(new Block(blocks.get(b), means.get(b), byClass));
                offset += scale.length;
            }
            double[] bias = new double[weights.length];
            for (int k = 0; k < weights.length; k++) {
                bias[k] = rounded(weights[k][offset]);
            }
            return new StanceWeights(StanceWeights.VERSION, provenance, STANCES, bias, stored);
        }

        /** To four digits: more would only make the file longer. */
        private static float rounded(double value) {
            return Float.parseFloat(String.format(Locale.ROOT, "%.3e", value));
        }
    }
}
