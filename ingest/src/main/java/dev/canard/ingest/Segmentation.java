package dev.canard.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Splits letters into the most frequent English words that they are made of, by dynamic programming over their beginnings. */
final class Segmentation {

    private static final int MOST_FREQUENT = 22;

    /** So that few long words are better than many short ones. */
    private static final int COST_OF_A_WORD = 6;

    private static final int FREQUENT = 6;
    private static final int SHORTEST_LONG_WORD = 4;
    private static final int IMPOSSIBLE = Integer.MAX_VALUE / 2;

    private Segmentation() {}

    /**
     * The lengths of the words in their order; empty where the letters are not wholly frequent words, or only short ones.
     *
     * @param letters at most some hundred
     */
    static List<Integer> lengths(String letters) {
        int[] cost = new int[letters.length() + 1];
        int[] last = new int[letters.length() + 1];
        Arrays.fill(cost, 1, cost.length, IMPOSSIBLE);
        for (int end = 1; end <= letters.length(); end++) {
            for (int start = Math.max(0, end - EnglishWords.LONGEST); start < end; start++) {
                int total = cost[start] + cost(letters.substring(start, end));
                if (total < cost[end]) {
                    cost[end] = total;
                    last[end] = end - start;
                }
            }
        }
        if (cost[letters.length()] >= IMPOSSIBLE) {
            return List.of();
        }
        List<Integer> lengths = new ArrayList<>();
        for (int end = letters.length(); end > 0; end -= last[end]) {
            lengths.add(last[end]);
        }
        Collections.reverse(lengths);
        boolean words = Collections.max(lengths) >= SHORTEST_LONG_WORD && 3 * lengths.size() <= letters.length() + 2;
        return words ? lengths : List.of();
    }

    private static int cost(String word) {
        if (word.length() == 1) {
            return "aAiI".contains(word) ? COST_OF_A_WORD : IMPOSSIBLE;
        }
        int frequency = EnglishWords.frequency(word);
        return frequency < FREQUENT ? IMPOSSIBLE : COST_OF_A_WORD + MOST_FREQUENT - frequency;
    }
}
