package dev.canard.indexer.training.bert;

import dev.canard.event.Debunk;
import dev.canard.indexer.encoder.PairTokenizer;
import dev.canard.indexer.match.SameClaim;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Trains a sentence encoder to put posts near the debunks that they are about: each post of a step is to find its own among those of all others, and among
 * debunks that are confused with it. The first training with the same posts and settings gives the same weights.
 *
 * @see <a href="https://arxiv.org/abs/1705.00652">Henderson et al., Efficient Natural Language Response Suggestion, section 4: multiple negatives</a>
 */
public final class EncoderTraining {

    /** Added to a likeness: as if it were none. */
    private static final float UNKNOWN = -10_000;

    private final BaseModel base;
    private final EncoderTrainingSettings settings;
    private final PairTokenizer tokenizer;
    private final Consumer<String> progress;
    private final Random random;

    /**
     * @param base what it begins with
     * @param tokenizer the vocabulary of the encoder; not closed
     * @param progress told in words how far it is
     */
    public EncoderTraining(
            BaseModel base, EncoderTrainingSettings settings, PairTokenizer tokenizer, Consumer<String> progress) {
        this.base = base;
        this.settings = settings;
        this.tokenizer = tokenizer;
        this.progress = progress;
        random = new Random(settings.seed());
    }

    /**
     * Trains it, with one pass over the posts.
     *
     * @param posts at least as many as a step takes
     * @return the ONNX encoder in eight bits
     */
    public byte[] train(List<FoundPost> posts) throws IOException {
        List<List<FoundPost>> steps = steps(posts);
        Weights weights = base.weights();
        Optimizer optimizer = new Optimizer("encoder", weights, settings.rate(), steps.size(), progress);
        try (EncoderNetwork network = new EncoderNetwork(weights, base.pooling())) {
            for (List<FoundPost> step : steps) {
                List<Debunk> debunks = debunks(step);
                optimizer.step(network.gradients(
                        step.stream().map(post -> tokenizer.alone(post.post())).toList(),
                        debunks.stream().map(this::text).map(tokenizer::alone).toList(),
                        masks(step, debunks),
                        settings.temperature()));
                network.update();
            }
        }
        return base.quantized(weights);
    }

    /** Full ones only: the fewer posts there are in one, the easier they are to tell apart. */
    private List<List<FoundPost>> steps(List<FoundPost> posts) {
        if (posts.size() < settings.batch()) {
            throw new IllegalArgumentException(
                    "needs %d posts that are about a debunk, got %d".formatted(settings.batch(), posts.size()));
        }
        List<FoundPost> shuffled = new ArrayList<>(posts);
        Collections.shuffle(shuffled, random);
        List<List<FoundPost>> steps = new ArrayList<>();
        for (int from = 0; from + settings.batch() <= shuffled.size(); from += settings.batch()) {
            steps.add(List.copyOf(shuffled.subList(from, from + settings.batch())));
        }
        return steps;
    }

    /** The debunk of each post at its place, and then for each one that is confused with it. */
    private List<Debunk> debunks(List<FoundPost> step) {
        List<Debunk> debunks =
                new ArrayList<>(step.stream().map(FoundPost::debunk).toList());
        step.stream()
                .map(FoundPost::confused)
                .filter(confused -> !confused.isEmpty())
                .map(confused -> confused.get(random.nextInt(confused.size())))
                .forEach(debunks::add);
        return debunks;
    }

    /** A debunk that may check the same claim as a post's own, or is another of its own, is neither right nor wrong. */
    static float[] masks(List<FoundPost> step, List<Debunk> debunks) {
        float[] masks = new float[step.size() * debunks.size()];
        for (int i = 0; i < step.size(); i++) {
            Debunk own = step.get(i).debunk();
            for (int j = 0; j < debunks.size(); j++) {
                Debunk other = debunks.get(j);
                boolean isOfTheSamePost =
                        j < step.size() && step.get(i).post().equals(step.get(j).post());
                if (i != j && (isOfTheSamePost || own.id().equals(other.id()) || SameClaim.isPossible(own, other))) {
                    masks[i * debunks.size() + j] = UNKNOWN;
                }
            }
        }
        return masks;
    }

    /** One of the texts by which a debunk can be found, see {@link dev.canard.indexer.encoder.Encoders#vectorsOf}. */
    private String text(Debunk debunk) {
        String title = debunk.title();
        if (title == null || title.isBlank()) {
            return debunk.claim();
        }
        return switch (random.nextInt(3)) {
            case 0 -> debunk.claim();
            case 1 -> title;
            default -> debunk.claim() + " " + title;
        };
    }
}
