package dev.canard.indexer.training.bert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Trains weights step by step: gradients of bounded length, and a rate that rises for a while and then falls to zero. */
final class Optimizer {

    private static final double WARM_UP = .06;
    private static final double LONGEST_GRADIENT = 1;
    private static final float DECAY = .01f;
    private static final float HEAD_SPEED = 10;
    private static final int REPORTED_STEPS = 20;

    private static final String PLACE = "place";
    private static final String WEIGHTS = "weights/";
    private static final String MOMENTS = "moments/";

    private final String name;
    private final Weights weights;
    private final double highestRate;
    private final int steps;
    private final Consumer<String> progress;
    private final Map<String, AdamW> byName = new HashMap<>();
    private final long began = System.nanoTime();
    private int step;
    private int resumed;
    private double running = Double.NaN;

    /**
     * @param name what progress is reported under
     * @param weights are changed
     * @param steps how many there will be
     */
    Optimizer(String name, Weights weights, double highestRate, int steps, Consumer<String> progress) {
        this.name = name;
        this.weights = weights;
        this.highestRate = highestRate;
        this.steps = steps;
        this.progress = progress;
    }

    /**
     * Makes the next step.
     *
     * @throws IllegalStateException if a gradient is not finite
     */
    void step(Gradients gradients) {
        step++;
        double norm = gradients.norm();
        if (!Double.isFinite(norm)) {
            throw new IllegalStateException(name + ": a gradient is not finite");
        }
        float scale = (float) Math.min(1, LONGEST_GRADIENT / norm);
        float rate = (float) rate();
        gradients.byName().forEach((array, gradient) -> {
            float[] values = weights.get(array).values();
            byName.computeIfAbsent(array, _ -> new AdamW(values.length, decay(array)))
                    .step(values, gradient, scale, rate * (array.startsWith("head.") ? HEAD_SPEED : 1));
        });
        report(gradients.loss());
    }

    private static float decay(String array) {
        return array.endsWith(Bert.WEIGHT) && !array.contains("LayerNorm") ? DECAY : 0;
    }

    /** Keeps all that the next steps depend on, for {@link #resume}. */
    void save(Path file) throws IOException {
        Weights kept = new Weights();
        kept.put(PLACE, Tensor.of(new float[] {step, steps}, 2));
        byName.forEach((array, adam) -> {
            kept.put(WEIGHTS + array, weights.get(array));
            kept.put(MOMENTS + array, adam.moments());
        });
        kept.save(file);
    }

    /**
     * Goes on from where {@link #save} was called last, if it was.
     *
     * @return how many steps are done
     * @throws IOException if what is there belongs to a training of other length, or cannot be read
     */
    int resume(Path file) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        Weights kept = Weights.load(file);
        float[] place = kept.get(PLACE).values();
        if (place[1] != steps) {
            throw new IOException(
                    "%s: %s was stopped in a training of %d steps, this one has %d. Delete the file to begin anew"
                            .formatted(file, name, (int) place[1], steps));
        }
        step = (int) place[0];
        resumed = step;
        weights.all().forEach((array, tensor) -> {
            if (kept.all().containsKey(MOMENTS + array)) {
                float[] values = tensor.values();
                System.arraycopy(kept.get(WEIGHTS + array).values(), 0, values, 0, values.length);
                byName.put(array, new AdamW(kept.get(MOMENTS + array), step, decay(array)));
            }
        });
        progress.accept("%s: goes on after step %d of %d".formatted(name, step, steps));
        return step;
    }

    private double rate() {
        double rising = step / (WARM_UP * steps + 1);
        return highestRate * Math.min(1, rising) * (1 - (step - 1.0) / steps);
    }

    private void report(double loss) {
        running = Double.isNaN(running) ? loss : .98 * running + .02 * loss;
        if (step % REPORTED_STEPS == 0 || step == steps) {
            Duration spent = Duration.ofNanos(System.nanoTime() - began);
            progress.accept(String.format(
                    Locale.ROOT,
                    "%s: step %d of %d, loss %.4f, %d s, %.3f s a step",
                    name,
                    step,
                    steps,
                    running,
                    spent.toSeconds(),
                    spent.toMillis() / 1e3 / (step - resumed)));
        }
    }
}
