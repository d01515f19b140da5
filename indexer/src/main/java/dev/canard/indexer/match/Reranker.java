package dev.canard.indexer.match;

import dev.canard.indexer.encoder.CrossEncoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Lets a cross-encoder read the first candidates beside the post, and orders them anew (Nogueira and Cho 2019, Passage
 * Re-ranking with BERT). Whatever lies behind them keeps its order, and counts as no better than the worst that was read.
 */
public final class Reranker {

    /** How many candidates are read; each costs some milliseconds. */
    public static final int READ = 8;

    /** Feature: the score of the first order. */
    public static final String SCORE = "ranker-score";

    /** Feature: {@link Reading#about} of the claim. */
    public static final String READ_CLAIM = "read-claim";

    /** What the order is made of. */
    public static final List<String> FEATURES = List.of(SCORE, READ_CLAIM);

    private Reranker() {}

    /**
     * The candidates with their readings and with {@link #FEATURES} among their features, in the same order. What one has been read to say is not
     * asked again.
     *
     * @param text the clean text of the post
     * @param ranked best first
     */
    public static List<RankedDebunk> read(CrossEncoder crossEncoder, String text, List<RankedDebunk> ranked) {
        List<Reading> readings =
                readings(crossEncoder, text, ranked.stream().limit(READ).toList());
        double worst = readings.stream().mapToDouble(Reading::about).min().orElse(0);
        List<RankedDebunk> read = new ArrayList<>();
        for (int i = 0; i < ranked.size(); i++) {
            RankedDebunk candidate = ranked.get(i);
            Reading reading = i < readings.size() ? readings.get(i) : null;
            Map<String, Double> features = new HashMap<>(candidate.features());
            features.put(SCORE, candidate.score());
            features.put(READ_CLAIM, reading == null ? worst : reading.about());
            read.add(candidate.withReading(reading, features));
        }
        return read;
    }

    /** A reading of each candidate, of those that have one already that one. */
    private static List<Reading> readings(CrossEncoder crossEncoder, String text, List<RankedDebunk> candidates) {
        List<String> unread = candidates.stream()
                .filter(candidate -> candidate.reading() == null)
                .map(candidate -> candidate.debunk().claim())
                .toList();
        Iterator<Reading> read = unread.isEmpty()
                ? Collections.emptyIterator()
                : Reading.of(crossEncoder, text, unread).iterator();
        return candidates.stream()
                .map(candidate -> candidate.reading() == null ? read.next() : candidate.reading())
                .toList();
    }

    /** The candidates in the order of a model over {@link #FEATURES}. */
    public static List<RankedDebunk> order(List<RankedDebunk> read, LinearModel model) {
        return read.stream()
                .map(candidate -> candidate.withScore(model.score(candidate.features())))
                .sorted(Comparator.comparingDouble(RankedDebunk::score)
                        .reversed()
                        .thenComparing(RankedDebunk::debunk, Twins.FIRST))
                .collect(Collectors.toList());
    }
}
