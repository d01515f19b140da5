package dev.canard.indexer.training.bert;

import dev.canard.indexer.encoder.TokenPair;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/** Texts, or pairs of them, as tokens side by side, filled up to the length of the longest. */
final class TokenBatch {

    private final List<long[]> ids;
    private final List<long[]> types;
    private final int length;

    private TokenBatch(List<long[]> ids, List<long[]> types) {
        this.ids = ids;
        this.types = types;
        length = ids.stream().mapToInt(each -> each.length).max().orElseThrow();
    }

    static TokenBatch ofPairs(List<TokenPair> pairs) {
        return new TokenBatch(
                pairs.stream().map(TokenPair::ids).toList(),
                pairs.stream().map(TokenPair::types).toList());
    }

    /** @param texts the tokens of each, framing tokens included */
    static TokenBatch ofTexts(List<long[]> texts) {
        return new TokenBatch(
                texts, texts.stream().map(text -> new long[text.length]).toList());
    }

    int size() {
        return ids.size();
    }

    int length() {
        return length;
    }

    long[] ids() {
        return filledUp(ids);
    }

    long[] types() {
        return filledUp(types);
    }

    private long[] filledUp(List<long[]> rows) {
        long[] all = new long[size() * length];
        for (int i = 0; i < size(); i++) {
            System.arraycopy(rows.get(i), 0, all, i * length, rows.get(i).length);
        }
        return all;
    }

    /** What is added to the attention that each token gets: 0, or the given number where there is none. */
    float[] masks(float masked) {
        float[] masks = new float[size() * length];
        for (int i = 0; i < size(); i++) {
            Arrays.fill(masks, i * length + ids.get(i).length, (i + 1) * length, masked);
        }
        return masks;
    }

    /** Each token's share in the mean of its text. */
    float[] shares() {
        float[] shares = new float[size() * length];
        for (int i = 0; i < size(); i++) {
            fill(shares, i, 0, ids.get(i).length);
        }
        return shares;
    }

    /**
     * Each token's share in the mean of one text of its pair.
     *
     * @param pairs what the batch was made of
     * @param start where that text begins
     * @param count how many tokens it has
     */
    float[] shares(List<TokenPair> pairs, ToIntFunction<TokenPair> start, ToIntFunction<TokenPair> count) {
        float[] shares = new float[size() * length];
        for (int i = 0; i < size(); i++) {
            fill(shares, i, start.applyAsInt(pairs.get(i)), count.applyAsInt(pairs.get(i)));
        }
        return shares;
    }

    private void fill(float[] shares, int row, int start, int count) {
        int from = row * length + start;
        Arrays.fill(shares, from, from + count, 1f / count);
    }
}
