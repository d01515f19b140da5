package dev.canard.indexer.encoder;

import java.util.Arrays;

/**
 * Two texts as a BERT model reads them together: {@code [CLS] first [SEP] second [SEP]}.
 *
 * @param ids the token ids, framing tokens included
 * @param firstLength tokens of the first text, at least 1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TokenPair(long[] ids, int firstLength) {

    /** How many tokens frame the texts. */
    public static final int FRAME = 3;

    public TokenPair {
        if (firstLength < 1 || ids.length < firstLength + FRAME + 1) {
            throw new IllegalArgumentException(
                    "a pair of %d tokens of which %d are the first text's".formatted(ids.length, firstLength));
        }
    }

    /** How many tokens there are. */
    public int length() {
        return ids.length;
    }

    /** Where the first text begins. */
    public int firstStart() {
        return 1;
    }

    /** Where the second text begins. */
    public int secondStart() {
        return firstLength + 2;
    }

    /** Tokens of the second text, at least 1. */
    public int secondLength() {
        return ids.length - firstLength - FRAME;
    }

    /** The type of each token: 0 up to the first separator, then 1. */
    public long[] types() {
        long[] types = new long[ids.length];
        Arrays.fill(types, secondStart(), types.length, 1);
        return types;
    }
}
