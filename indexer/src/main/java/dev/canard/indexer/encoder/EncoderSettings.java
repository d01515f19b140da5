package dev.canard.indexer.encoder;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Locale;

/**
 * A sentence encoder in ONNX form. The model must take {@code input_ids}, {@code attention_mask} and, if it wants, {@code
 * token_type_ids}, and its first output must be the hidden states: batch, tokens, dimensions.
 *
 * @param name what its vectors are called; letters, digits and dashes
 * @param model where the model lies
 * @param tokenizer where its {@code tokenizer.json} lies
 * @param pooling how the vectors of a text's tokens become one
 * @param queryPrefix put before what is searched for
 * @param passagePrefix put before what can be found
 * @param dimensions length of the vectors, 1 to 1,024
 * @param maxTokens what a text holds beyond this is not read
 * @param languages BCP 47 tags of the languages that it knows, without regions; empty for all
 */
public record EncoderSettings(
        @JsonPropertyDescription("What its vectors are called: letters, digits and dashes")
        String name,

        @JsonPropertyDescription("The ONNX model: a file, or classpath: and the name of a resource")
        String model,

        @JsonPropertyDescription("The tokenizer.json: a file, or classpath: and the name of a resource")
        String tokenizer,

        @JsonPropertyDescription("How the vectors of a text's tokens become one: their MEAN or that of the first, CLS")
        Pooling pooling,

        @JsonPropertyDescription("Put before what is searched for, a post")
        String queryPrefix,

        @JsonPropertyDescription("Put before what can be found, a debunk")
        String passagePrefix,

        @JsonPropertyDescription("Length of the vectors") int dimensions,

        @JsonPropertyDescription("How many tokens of a text are read at most")
        int maxTokens,

        @JsonPropertyDescription("The languages that it knows, as BCP 47 tags without regions; empty for all")
        List<String> languages) {

    /** How the vectors of a text's tokens become one. */
    public enum Pooling {
        /** The mean of all tokens. */
        MEAN,
        /** The first token, which models of the BERT family call {@code [CLS]}. */
        CLS
    }

    private static final int LARGEST_MAX_TOKENS = 512;

    /** Longer vectors Lucene does not index. */
    private static final int MOST_DIMENSIONS = 1024;

    /** <a href="https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2">all-MiniLM-L6-v2</a>, quantised; English. */
    public static final EncoderSettings MINILM = new EncoderSettings(
            "minilm-l6-v2-q",
            "classpath:all-minilm-l6-v2-q.onnx",
            "classpath:all-minilm-l6-v2-q-tokenizer.json",
            Pooling.MEAN,
            "",
            "",
            384,
            128,
            List.of("en"));

    /** <a href="https://huggingface.co/BAAI/bge-small-en-v1.5">bge-small-en-v1.5</a>, quantised; English. */
    public static final EncoderSettings BGE_SMALL = new EncoderSettings(
            "bge-small-en-v1.5-q",
            "classpath:bge-small-en-v1.5-q.onnx",
            "classpath:bge-small-en-v1.5-q-tokenizer.json",
            Pooling.CLS,
            "",
            "",
            384,
            128,
            List.of("en"));

    /** The encoders that Canard ships. */
    public static final List<EncoderSettings> DEFAULTS = List.of(MINILM, BGE_SMALL);

    public EncoderSettings {
        languages = List.copyOf(languages);
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9.-]*")) {
            throw new IllegalArgumentException("an encoder's name is letters, digits, dots and dashes, was: " + name);
        }
        if (model.isBlank() || tokenizer.isBlank()) {
            throw new IllegalArgumentException("encoder " + name + " needs a model and a tokenizer");
        }
        if (dimensions < 1 || dimensions > MOST_DIMENSIONS) {
            throw new IllegalArgumentException(
                    "dimensions of encoder %s must lie in 1..%d, was %d".formatted(name, MOST_DIMENSIONS, dimensions));
        }
        // Two of the tokens frame the text.
        if (maxTokens < 3 || maxTokens > LARGEST_MAX_TOKENS) {
            throw new IllegalArgumentException(
                    "maxTokens of encoder " + name + " must lie in 3.." + LARGEST_MAX_TOKENS + ", was " + maxTokens);
        }
    }

    /**
     * Whether it knows a language.
     *
     * @param language a BCP 47 tag, with or without a region
     */
    public boolean knows(String language) {
        return languages.isEmpty()
                || languages.contains(Locale.forLanguageTag(language).getLanguage());
    }
}
