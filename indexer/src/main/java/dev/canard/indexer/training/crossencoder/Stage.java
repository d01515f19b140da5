package dev.canard.indexer.training.crossencoder;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * One pass over pairs in which weights are trained: cross-entropy with smoothed labels, rare classes weighing more, batches of
 * like length, gradients of bounded length, a rate that rises for a while and then falls to zero.
 */
final class Stage {

    /** Pairs are sorted by length within so many batches, so that little is padding and much is chance. */
    private static final int BATCHES_SORTED_TOGETHER = 24;

    private static final double WARM_UP = .06;
    private static final float DROPOUT = .1f;
    private static final double LONGEST_GRADIENT = 1;
    private static final float DECAY = .01f;
    private static final float HEAD_SPEED = 10;
    private static final int REPORTED_STEPS = 20;

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

    /** Trains the weights in place. */
    void train(Weights weights, List<TrainingPair> pairs) {
        float[] classWeights = classWeights(pairs);
        List<List<TrainingPair>> batches = batches(pairs);
        Map<String, AdamW> optimizers = new HashMap<>();
        try (Network network = new Network(weights)) {
            double running = Double.NaN;
            long began = System.nanoTime();
            for (int step = 1; step <= batches.size(); step++) {
                double loss = step(
                        network, weights, batches.get(step - 1), classWeights, rate(step, batches.size()), optimizers);
                running = Double.isNaN(running) ? loss : .98 * running + .02 * loss;
                if (step % REPORTED_STEPS == 0 || step == batches.size()) {
                    Duration spent = Duration.ofNanos(System.nanoTime() - began);
                    progress.accept(String.format(
                            Locale.ROOT,
                            "%s: step %d of %d, loss %.4f, %d s, %.3f s a step",
                            name,
                            step,
                            batches.size(),
                            running,
                            spent.toSeconds(),
                            spent.toMillis() / 1e3 / step));
                }
            }
        }
    }

    private double step(
            Network network,
            Weights weights,
            List<TrainingPair> pairs,
            float[] classWeights,
            double rate,
            Map<String, AdamW> optimizers) {
        Network.Gradients gradients = network.gradients(pairs, Targets.of(pairs, classWeights), DROPOUT, random);
        double norm = gradients.norm();
        if (!Double.isFinite(norm)) {
            throw new IllegalStateException(name + ": a gradient is not finite");
        }
        float scale = (float) Math.min(1, LONGEST_GRADIENT / norm);
        gradients.byName().forEach((array, gradient) -> {
            float[] values = weights.get(array).values();
            boolean decays = array.endsWith(Network.WEIGHT) && !array.contains("LayerNorm");
            optimizers
                    .computeIfAbsent(array, _ -> new AdamW(values.length, decays ? DECAY : 0))
                    .step(values, gradient, scale, (float) rate * (array.startsWith("head.") ? HEAD_SPEED : 1));
        });
        network.update();
        return gradients.loss();
    }

    private double rate(int step, int steps) {
        double rising = step / (WARM_UP * steps + 1);
        return highestRate * Math.min(1, rising) * (1 - (step - 1.0) / steps);
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
