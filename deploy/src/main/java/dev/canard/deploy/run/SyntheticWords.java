package dev.canard.deploy.run;

import dev.canard.indexer.lucene.WordFrequencies;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Texts of words that are as frequent as in real fact-checks. How many debunks have a word, and how little a frequent one tells, decides
 * how many of them a search has to look at.
 */
final class SyntheticWords {

    /** So many that each is about as rare among 200,000 debunks as one that {@link WordFrequencies} leave out. */
    private static final int RARE_WORDS = 60_000;

    private final TreeMap<Integer, String> bySummedCount = new TreeMap<>();
    private final int frequent;
    private final int all;

    private SyntheticWords(WordFrequencies frequencies) {
        int sum = 0;
        // In one order, so that a seed gives the same text everywhere.
        for (Map.Entry<String, Integer> word : new TreeMap<>(frequencies.words()).entrySet()) {
            bySummedCount.put(sum, word.getKey());
            sum += word.getValue();
        }
        frequent = sum;
        double length = Objects.requireNonNull(frequencies.lengths().get("both"));
        all = (int) Math.max(sum, length * frequencies.debunks());
    }

    static SyntheticWords likeFactChecks() {
        return new SyntheticWords(WordFrequencies.SHIPPED);
    }

    /** A text of some words. */
    String text(SplittableRandom random, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ").append(word(random));
        }
        return text.toString();
    }

    private String word(SplittableRandom random) {
        int place = random.nextInt(all);
        return place < frequent ? bySummedCount.floorEntry(place).getValue() : "rare" + random.nextInt(RARE_WORDS);
    }
}
