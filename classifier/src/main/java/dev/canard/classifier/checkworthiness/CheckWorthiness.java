package dev.canard.classifier.checkworthiness;

import dev.canard.classifier.corenlp.TaggedSentence;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How likely a fact-checker would want to check a sentence, by a model and the encoder that it was fitted to. Thread-safe. */
public final class CheckWorthiness {

    private static final float[] NOT_ENCODED = {};

    private final CheckWorthinessModel model;
    private final @Nullable SentenceEncoder encoder;

    /**
     * @param encoder null for a model that reads words, tags and names only
     * @throws IllegalArgumentException if the model was fitted to another encoder, or to none
     */
    CheckWorthiness(CheckWorthinessModel model, @Nullable SentenceEncoder encoder) {
        String id = encoder == null ? null : encoder.id();
        if (!Optional.ofNullable(model.encoder()).equals(Optional.ofNullable(id))) {
            throw new IllegalArgumentException(
                    "check-worthiness was fitted to the encoder %s, not to %s".formatted(model.encoder(), id));
        }
        this.model = model;
        this.encoder = encoder;
    }

    /** By the model that comes with Canard for one of these encoders, the first; without one of them by words, tags and names only. */
    public static CheckWorthiness shipped(List<? extends SentenceEncoder> encoders) {
        CheckWorthinessModel fitted = CheckWorthinessModel.shippedWithEncoder();
        return encoders.stream()
                .filter(encoder -> encoder.id().equals(fitted.encoder()))
                .findFirst()
                .map(encoder -> new CheckWorthiness(fitted, encoder))
                .orElseGet(CheckWorthiness::withoutEncoder);
    }

    /** By the model that comes with Canard for words, tags and names only: less sure, and several times as cheap. */
    public static CheckWorthiness withoutEncoder() {
        return new CheckWorthiness(CheckWorthinessModel.shippedWithoutEncoder(), null);
    }

    /** A few words for a table: which encoder it reads with. */
    public String name() {
        return encoder == null ? "CoreNLP" : "CoreNLP and " + encoder.id();
    }

    /** The score from which a sentence counts as a claim worth checking, 0 to 1. */
    public double threshold() {
        return model.threshold();
    }

    /**
     * The probability, 0 to 1.
     *
     * @param text what the sentences say, as clean text
     */
    public double score(List<TaggedSentence> sentences, String text) {
        return model.score(CheckWorthinessFeatures.of(sentences), encoder == null ? NOT_ENCODED : encoder.encode(text));
    }
}
