package dev.canard.indexer.training.bert;

import dev.canard.event.Debunk;
import dev.canard.event.Stance;
import dev.canard.indexer.encoder.CrossEncoderHead;
import dev.canard.indexer.encoder.PairTokenizer;
import dev.canard.indexer.match.Reading;
import dev.canard.indexer.stance.CalibratedStance;
import dev.canard.indexer.stance.StanceData;
import dev.canard.indexer.stance.StanceData.LabelledPost;
import dev.canard.ingest.TextCleaner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Trains a cross-encoder: once on natural language inference, then several times from there on posts, each time
 * in another order. The weights of these runs are averaged, which evens out what each learnt by chance and costs nothing in use
 * (Wortsman et al. 2022, "Model soups"). The weights after each stage and run are kept in a folder, and what lies there is not
 * run again; what was stopped midway goes on there. The same data, settings and folder contents give the same weights.
 */
public final class CrossEncoderTraining {

    private static final List<String> CLASSES = CalibratedStance.CLASSES;
    private static final int UNRELATED = CLASSES.indexOf(Reading.UNRELATED);
    private static final List<Integer> STANCES = IntStream.range(0, CLASSES.size())
            .filter(c -> c != UNRELATED)
            .boxed()
            .toList();

    private static final int UNITS = 256;

    private static final StanceData NO_POSTS = new StanceData(Map.of(), List.of());

    /** Of the rare stances that matter little, none shall weigh as much as spreading. */
    private static final double STANCE_BALANCE = .5;

    /** How who copies a claim stands to it, the rest of the post tells: one in so many of the restyled posts copies it first. */
    private static final int COPIES = 5;

    /** What can be said of a claim that has just been copied; a nearby truth after it would leave both open. */
    private static final Set<Stance> AFTER_A_COPY =
            EnumSet.of(Stance.SPREADS, Stance.REFUTES, Stance.QUESTIONS, Stance.REPORTS, Stance.JOKES);

    private final CrossEncoderSettings settings;
    private final Path folder;
    private final PairTokenizer tokenizer;
    private final Consumer<String> progress;

    /**
     * @param folder where weights are kept; exists
     * @param tokenizer the vocabulary of the encoder; not closed
     * @param progress told in words how far it is
     */
    public CrossEncoderTraining(
            CrossEncoderSettings settings, Path folder, PairTokenizer tokenizer, Consumer<String> progress) {
        this.settings = settings;
        this.folder = folder;
        this.tokenizer = tokenizer;
        this.progress = progress;
    }

    /** What training gives: the ONNX encoder in eight bits, and the head. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Trained(byte[] encoder, CrossEncoderHead head) {}

    /**
     * Trains in both stages.
     *
     * @param inference TSV of pairs of natural language inference with a header and the columns source, split, premise,
     *     hypothesis, label
     * @param data labelled posts, of which the split {@code train} is learnt from
     * @param judged posts with claims and titles that they are about or not, also those of {@code data} with others than their own
     */
    public Trained train(Path inference, StanceData data, List<JudgedPair> judged) throws IOException {
        InferencePairs pairs = new InferencePairs(inference, "train", tokenizer);
        inference(pairs);
        List<Weights> runs = new ArrayList<>();
        for (int run = 1; run <= settings.runs(); run++) {
            runs.add(stance(run, pairs, data, judged));
        }
        Weights weights = Weights.mean(runs);
        return trained(weights);
    }

    /**
     * Trains a model further, in one stage that begins with its weights: what has been labelled since then need not wait for all to be
     * learnt anew. What it gives has the mean of both models' weights, before and after (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models"), which
     * keeps more of what was learnt before.
     *
     * @param from what was trained before
     * @param inference as for {@link #train}
     * @param data labelled posts that are new to it, of which the split {@code train} is learnt from
     * @param known labelled posts that it may have learnt from, against forgetting: each meets its claim once
     * @param judged as for {@link #train}
     * @throws IllegalArgumentException if the model tells other classes
     */
    public Trained trainOn(Trained from, Path inference, StanceData data, StanceData known, List<JudgedPair> judged)
            throws IOException {
        if (!from.head().classes().equals(CLASSES)) {
            throw new IllegalArgumentException("the model tells the classes %s, not %s"
                    .formatted(from.head().classes(), CLASSES));
        }
        Path file = folder.resolve("further.weights");
        if (!Files.exists(file)) {
            InferencePairs pairs = new InferencePairs(inference, "train", tokenizer);
            stage("stance, further", settings.seed(), weights(from), pairs, data, known, judged, file);
        }
        Weights weights = Weights.mean(List.of(weights(from), weights(trained(Weights.load(file)))));
        return trained(weights);
    }

    private void inference(InferencePairs pairs) throws IOException {
        if (Files.exists(inferred())) {
            return;
        }
        Random random = new Random(settings.seed());
        Weights weights = BaseModel.MINILM.weights();
        int dimensions = (int) weights.get("embeddings.LayerNorm.weight").shape()[0];
        int features = CrossEncoderHead.PARTS * dimensions;
        weights.put(CrossEncoderNetwork.HIDDEN + Bert.WEIGHT, random(random, .02, features, UNITS));
        weights.put(CrossEncoderNetwork.HIDDEN + Bert.BIAS, Tensor.of(new float[UNITS], UNITS));
        int classes = InferencePairs.CLASSES.size();
        weights.put(CrossEncoderNetwork.OUTPUT + Bert.WEIGHT, random(random, .05, UNITS, classes));
        weights.put(CrossEncoderNetwork.OUTPUT + Bert.BIAS, Tensor.of(new float[classes], classes));
        List<TrainingPair> sample = pairs.sample(settings.inferenceCap(), random);
        new Stage("inference", classes, settings.batch(), settings.inferenceRate(), 1, settings.seed(), progress)
                .train(weights, sample, begun(inferred()));
        finish(weights, inferred());
    }

    private static Trained trained(Weights weights) throws IOException {
        return new Trained(BaseModel.MINILM.quantized(weights), head(weights));
    }

    private static Weights weights(Trained model) throws IOException {
        Weights weights = BaseModel.MINILM.weights(model.encoder());
        put(model.head(), weights);
        return weights;
    }

    /** Where a stage keeps how far it is. */
    private static Path begun(Path file) {
        return file.resolveSibling(file.getFileName() + ".begun");
    }

    private static void finish(Weights weights, Path file) throws IOException {
        weights.save(file);
        Files.deleteIfExists(begun(file));
    }

    private Path inferred() {
        return folder.resolve("inference.weights");
    }

    private Weights stance(int run, InferencePairs pairs, StanceData data, List<JudgedPair> judged) throws IOException {
        Path file = folder.resolve("stance-" + run + ".weights");
        if (!Files.exists(file)) {
            Weights weights = Weights.load(inferred());
            widen(weights);
            long seed = settings.seed() + run - 1;
            stage("stance, run " + run, seed, weights, pairs, data, NO_POSTS, judged, file);
        }
        return Weights.load(file);
    }

    /** A stage on posts, which changes the weights and writes them into a file. */
    private void stage(
            String name,
            long seed,
            Weights weights,
            InferencePairs pairs,
            StanceData data,
            StanceData known,
            List<JudgedPair> judged,
            Path file)
            throws IOException {
        Random random = new Random(seed);
        Restyling restyling = new Restyling(random);
        List<TrainingPair> sample = new ArrayList<>(posts(data, settings.repeats(), restyling, random));
        sample.addAll(posts(known, 1, restyling, random));
        for (TrainingPair pair : pairs.sample(settings.replay(), random)) {
            sample.add(new TrainingPair(pair.pair(), asStance(pair.labels().getFirst())));
        }
        for (JudgedPair pair : judged) {
            sample.add(new TrainingPair(
                    tokenizer.pair(random.nextBoolean() ? pair.post() : restyling.restyled(pair.post()), pair.text()),
                    pair.isAbout() ? STANCES : List.of(UNRELATED)));
        }
        new Stage(name, CLASSES.size(), settings.batch(), settings.stanceRate(), STANCE_BALANCE, seed, progress)
                .train(weights, sample, begun(file));
        finish(weights, file);
    }

    /** Each class of stance begins as the class of inference that is most like it. */
    private static void widen(Weights weights) {
        int from = InferencePairs.CLASSES.size();
        float[] matrix = weights.get(CrossEncoderNetwork.OUTPUT + Bert.WEIGHT).values();
        float[] bias = weights.get(CrossEncoderNetwork.OUTPUT + Bert.BIAS).values();
        int classes = CLASSES.size();
        float[] wideMatrix = new float[UNITS * classes];
        float[] wideBias = new float[classes];
        for (int c = 0; c < classes; c++) {
            int like = asInference(c);
            for (int k = 0; k < UNITS; k++) {
                wideMatrix[k * classes + c] = matrix[k * from + like];
            }
            wideBias[c] = bias[like];
        }
        weights.put(CrossEncoderNetwork.OUTPUT + Bert.WEIGHT, Tensor.of(wideMatrix, UNITS, classes));
        weights.put(CrossEncoderNetwork.OUTPUT + Bert.BIAS, Tensor.of(wideBias, classes));
    }

    private static int asInference(int stance) {
        return switch (CLASSES.get(stance)) {
            case "SPREADS" -> InferencePairs.CLASSES.indexOf("entail");
            case "REFUTES" -> InferencePairs.CLASSES.indexOf("contradict");
            default -> InferencePairs.CLASSES.indexOf("neutral");
        };
    }

    private static int asStance(int inference) {
        return CLASSES.indexOf(
                switch (InferencePairs.CLASSES.get(inference)) {
                    case "entail" -> Stance.SPREADS.name();
                    case "contradict" -> Stance.REFUTES.name();
                    default -> Reading.UNRELATED;
                });
    }

    /** @param times how often each post meets its claim: once as it is, then in other styles */
    private List<TrainingPair> posts(StanceData data, int times, Restyling restyling, Random random) {
        List<TrainingPair> pairs = new ArrayList<>();
        for (LabelledPost post : data.posts()) {
            if (!post.split().equals(StanceData.TRAIN)) {
                continue;
            }
            String text = TextCleaner.clean(post.text()).text().value();
            Debunk debunk = Objects.requireNonNull(data.debunks().get(post.debunkId()));
            int label = CLASSES.indexOf(post.stance().name());
            pairs.add(new TrainingPair(tokenizer.pair(text, debunk.claim()), label));
            for (int i = 1; i < times; i++) {
                boolean copies = AFTER_A_COPY.contains(post.stance()) && random.nextInt(COPIES) == 0;
                String restyled = copies ? restyling.restyledAfter(debunk.claim(), text) : restyling.restyled(text);
                pairs.add(new TrainingPair(tokenizer.pair(restyled, debunk.claim()), label));
            }
        }
        return pairs;
    }

    private static void put(CrossEncoderHead head, Weights weights) {
        int units = head.hiddenBias().length;
        int features = CrossEncoderHead.PARTS * head.dimensions();
        int classes = head.classes().size();
        weights.put(CrossEncoderNetwork.HIDDEN + Bert.WEIGHT, Tensor.of(head.hidden(), features, units));
        weights.put(CrossEncoderNetwork.HIDDEN + Bert.BIAS, Tensor.of(head.hiddenBias(), units));
        weights.put(CrossEncoderNetwork.OUTPUT + Bert.WEIGHT, Tensor.of(head.output(), units, classes));
        weights.put(CrossEncoderNetwork.OUTPUT + Bert.BIAS, Tensor.of(head.outputBias(), classes));
    }

    private static CrossEncoderHead head(Weights weights) {
        return new CrossEncoderHead(
                CLASSES,
                (int) weights.get("embeddings.LayerNorm.weight").shape()[0],
                weights.get(CrossEncoderNetwork.HIDDEN + Bert.WEIGHT).values(),
                weights.get(CrossEncoderNetwork.HIDDEN + Bert.BIAS).values(),
                weights.get(CrossEncoderNetwork.OUTPUT + Bert.WEIGHT).values(),
                weights.get(CrossEncoderNetwork.OUTPUT + Bert.BIAS).values());
    }

    private static Tensor random(Random random, double spread, int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * spread);
        }
        return Tensor.of(values, rows, columns);
    }
}
