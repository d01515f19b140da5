package dev.canard.indexer.training.bert;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * One pass over pairs in which weights are trained: cross-entropy with smoothed labels, rare classes weighing more, batches of
 * like length, gradients of bounded length, a rate that rises for a while and then falls to zero.
 */
final class Stage {

    /** Pairs are sorted by length within so many batches, so that little is padding and much is chance. */
    private static final int BATCHES_SORTED_TOGETHER = 24;

    private static final float DROPOUT = .1f;

    /** What a stop loses is fewer steps than these: some minutes. */
    private static final int KEPT_STEPS = 250;

    private final String name;
    private final int classes;
    private final int batch;
    private final double highestRate;
    private final double balance;
    private final Random random;
    private final Consumer<String> progress;

    /**
     * @param name what progress is reported under
     * @param balance how far rare classes are lifted: 0 not at all, 1 until all weigh the same
     */
    Stage(
            String name,
            int classes,
            int batch,
            double highestRate,
            double balance,
            long seed,
            Consumer<String> progress) {
        this.name = name;
        this.classes = classes;
        this.batch = batch;
        this.highestRate = highestRate;
        this.balance = balance;
        this.random = new Random(seed);
        this.progress = progress;
    }

    /**
     * Trains the weights in place. Stopped midway and started again with the same pairs, it goes on from what it kept last, and gives
     * the same weights.
     *
     * @param kept where that is
     */
    void train(Weights weights, List<TrainingPair> pairs, Path kept) throws IOException {
        float[] classWeights = classWeights(pairs);
        List<List<TrainingPair>> batches = batches(pairs);
        Optimizer optimizer = new Optimizer(name, weights, highestRate, batches.size(), progress);
        int done = optimizer.resume(kept);
        try (CrossEncoderNetwork network = new CrossEncoderNetwork(weights)) {
            batches.subList(0, done).forEach(step -> network.skip(step.size(), random));
            for (int i = done; i < batches.size(); i++) {
                if (i > done && i % KEPT_STEPS == 0) {
                    optimizer.save(kept);
                }
                List<TrainingPair> step = batches.get(i);
                optimizer.step(network.gradients(step, Targets.of(step, classWeights), DROPOUT, random));
                network.update();
            }
        }
    }

    private float[] classWeights(List<TrainingPair> pairs) {
        float[] counts = new float[classes];
        pairs.stream()
                .filter(pair -> pair.labels().size() == 1)
                .forEach(pair -> counts[pair.labels().getFirst()]++);
        float total = 0;
        for (float count : counts) {
            total += count;
        }
        float[] weights = new float[classes];
        for (int c = 0; c < classes; c++) {
            weights[c] = counts[c] == 0 ? 0 : (float) Math.pow(total / (classes * counts[c]), balance);
        }
        return weights;
    }

    private List<List<TrainingPair>> batches(List<TrainingPair> pairs) {
        List<TrainingPair> shuffled = new ArrayList<>(pairs);
        Collections.shuffle(shuffled, random);
        List<List<TrainingPair>> batches = new ArrayList<>();
        int together = batch * BATCHES_SORTED_TOGETHER;
        for (int start = 0; start < shuffled.size(); start += together) {
            List<TrainingPair> sorted =
                    new ArrayList<>(shuffled.subList(start, Math.min(shuffled.size(), start + together)));
            sorted.sort(Comparator.comparingInt(TrainingPair::length));
            List<List<TrainingPair>> group = new ArrayList<>();
            for (int from = 0; from < sorted.size(); from += batch) {
                group.add(List.copyOf(sorted.subList(from, Math.min(sorted.size(), from + batch))));
            }
            Collections.shuffle(group, random);
            batches.addAll(group);
        }
        return batches;
    }
}
