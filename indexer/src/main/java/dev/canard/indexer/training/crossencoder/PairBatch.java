package dev.canard.indexer.training.crossencoder;

import dev.canard.indexer.encoder.TokenPair;
import java.util.Arrays;
import java.util.List;

/** Pairs side by side, filled up to the length of the longest. */
final class PairBatch {

    private final List<TokenPair> pairs;
    private final int length;

    PairBatch(List<TrainingPair> batch) {
        pairs = batch.stream().map(TrainingPair::pair).toList();
        length = pairs.stream().mapToInt(TokenPair::length).max().orElseThrow();
    }

    int size() {
        return pairs.size();
    }

    int length() {
        return length;
    }

    long[] ids() {
        long[] ids = new long[size() * length];
        for (int i = 0; i < size(); i++) {
            System.arraycopy(
                    pairs.get(i).ids(), 0, ids, i * length, pairs.get(i).length());
        }
        return ids;
    }

    long[] types() {
        long[] types = new long[size() * length];
        for (int i = 0; i < size(); i++) {
            System.arraycopy(
                    pairs.get(i).types(), 0, types, i * length, pairs.get(i).length());
        }
        return types;
    }

    /** What is added to the attention that each token gets: 0, or the given number where there is none. */
    float[] masks(float masked) {
        float[] masks = new float[size() * length];
        for (int i = 0; i < size(); i++) {
            Arrays.fill(masks, i * length + pairs.get(i).length(), (i + 1) * length, masked);
        }
        return masks;
    }

    /** Each token's share in the mean of the first text. */
    float[] firstShares() {
        float[] shares = new float[size() * length];
        for (int i = 0; i < size(); i++) {
            TokenPair pair = pairs.get(i);
            int start = i * length + pair.firstStart();
            Arrays.fill(shares, start, start + pair.firstLength(), 1f / pair.firstLength());
        }
        return shares;
    }

    /** The same for the second text. */
    float[] secondShares() {
        float[] shares = new float[size() * length];
        for (int i = 0; i < size(); i++) {
            TokenPair pair = pairs.get(i);
            int start = i * length + pair.secondStart();
            Arrays.fill(shares, start, start + pair.secondLength(), 1f / pair.secondLength());
        }
        return shares;
    }
}
