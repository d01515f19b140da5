package dev.canard.indexer.encoder;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.UncheckedIOException;

/** Makes {@link TokenPair}s of texts, with the vocabulary of a BERT model. Thread-safe. */
public final class PairTokenizer implements AutoCloseable {

    private final HuggingFaceTokenizer tokenizer;
    private final int maxTokens;
    private final long start;
    private final long separator;
    private final long[] nothing;

    /**
     * Loads the vocabulary.
     *
     * @param location a {@code tokenizer.json}: a file, or {@code classpath:} and the name of a resource
     * @param maxTokens how long a pair can get, at least 8. The second text is cut to a half of it, then the first to what is
     *     left
     * @throws UncheckedIOException if it cannot be read
     */
    public PairTokenizer(String location, int maxTokens) {
        this.tokenizer = ModelFiles.tokenizer(location, maxTokens);
        this.maxTokens = maxTokens;
        long[] frame = tokenizer.encode("").getIds();
        if (frame.length != 2) {
            throw new IllegalArgumentException("not the vocabulary of a BERT model: " + location);
        }
        this.start = frame[0];
        this.separator = frame[1];
        // A text of spaces alone still is a text for the model: one unknown token.
        this.nothing = tokenizer.encode("[UNK]", false, false).getIds();
    }

    /** Two texts as a pair; a text without any token becomes one unknown token. */
    public TokenPair pair(String first, String second) {
        return pair(tokens(first), tokens(second));
    }

    /** The tokens of a text, without frame, at least one; to be {@link #pair(long[], long[]) paired} more than once. */
    public long[] tokens(String text) {
        long[] ids = tokenizer
                .encode(ModelFiles.wellFormed(ModelFiles.cut(text, maxTokens)), false, false)
                .getIds();
        return ids.length == 0 ? nothing : ids;
    }

    /** The tokens of a text that is read alone, with its frame. */
    public long[] alone(String text) {
        return tokenizer
                .encode(ModelFiles.wellFormed(ModelFiles.cut(text, maxTokens)))
                .getIds();
    }

    /** Two texts that are tokens already as a pair. */
    public TokenPair pair(long[] first, long[] second) {
        int secondLength = Math.min(second.length, maxTokens / 2 - 2);
        int firstLength = Math.min(first.length, maxTokens - TokenPair.FRAME - secondLength);
        long[] ids = new long[firstLength + secondLength + TokenPair.FRAME];
        ids[0] = start;
        System.arraycopy(first, 0, ids, 1, firstLength);
        ids[firstLength + 1] = separator;
        System.arraycopy(second, 0, ids, firstLength + 2, secondLength);
        ids[ids.length - 1] = separator;
        return new TokenPair(ids, firstLength);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
