package dev.canard.indexer.match;

import dev.canard.event.Claim;
import dev.canard.event.Debunk;
import dev.canard.event.Vector;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.lucene.Candidate;
import dev.canard.indexer.lucene.Cosine;
import dev.canard.indexer.lucene.DebunkWords;
import dev.canard.indexer.lucene.Terms;
import dev.canard.indexer.lucene.Wording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Measures the candidates of one post. */
final class FeatureExtractor {

    /** BM25 with k1 of 1.2 gives a term at most 2.2 times its idf, in a text of average length about this much. */
    private static final double BM25_BY_IDF = 1.8;

    private final EncodedPost post;
    private final ToDoubleFunction<String> idf;

    /** The post's terms, and what each tells: that is asked for again with each candidate. */
    private final Map<String, Double> terms = new LinkedHashMap<>();

    private final List<Set<String>> sentenceTerms;
    private final Set<String> numbers;
    private final Set<String> words;
    private final double summedIdf;

    /**
     * @param text the words of the post that count
     * @param idf how much a term tells, above 0
     */
    FeatureExtractor(EncodedPost post, String text, ToDoubleFunction<String> idf) {
        this.post = post;
        this.idf = idf;
        Terms.of(text).forEach(term -> terms.put(term, idf.applyAsDouble(term)));
        sentenceTerms = post.claims().claims().stream()
                .limit(post.sentences().size())
                .map(Claim::text)
                .map(Terms::of)
                .toList();
        numbers = Wording.numbers(text);
        words = Wording.words(text);
        summedIdf = terms.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** The features of each candidate, in the same order. */
    List<FeatureVector> extract(List<Candidate> candidates) {
        List<FeatureVector> all = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            FeatureVector features = new FeatureVector();
            lexical(candidate, features);
            semantic(candidate, features);
            wording(candidate, features);
            all.add(features);
        }
        share(Feature.BM25_CLAIM, Feature.BM25_CLAIM_SHARE, all);
        share(Feature.BM25_TITLE, Feature.BM25_TITLE_SHARE, all);
        share(Feature.BM25_BOTH, Feature.BM25_BOTH_SHARE, all);
        gap(Feature.BM25_BOTH, Feature.BM25_GAP, all);
        gap(Feature.COSINE_BEST, Feature.COSINE_GAP, all);
        return all;
    }

    private void lexical(Candidate candidate, FeatureVector features) {
        features.put(Feature.BM25_CLAIM, candidate.bm25Claim());
        features.put(
                Feature.BM25_TITLE, title(candidate.debunk()) == null ? candidate.bm25Claim() : candidate.bm25Title());
        features.put(Feature.BM25_BOTH, candidate.bm25Both());
        features.put(
                Feature.BM25_BODY, candidate.debunk().body() == null ? candidate.bm25Both() : candidate.bm25Body());
        features.put(Feature.BM25_BOTH_BY_POST, summedIdf == 0 ? 0 : candidate.bm25Both() / (BM25_BY_IDF * summedIdf));
        features.put(Feature.BM25_RANK, reciprocal(candidate.lexicalRank()));
    }

    private void semantic(Candidate candidate, FeatureVector features) {
        double claimSum = 0;
        double titleSum = 0;
        double bothSum = 0;
        double authorSum = 0;
        double bestSum = 0;
        double sentenceClaimSum = 0;
        double sentenceTitleSum = 0;
        double bodySum = 0;
        double rankSum = 0;
        double least = 1;
        for (Map.Entry<String, float[]> encoded : post.vectors().entrySet()) {
            String encoder = encoded.getKey();
            float[] claim = vector(candidate.debunk(), encoder, Encoders.CLAIM);
            float[] title = vector(candidate.debunk(), encoder, Encoders.TITLE);
            title = title == null ? claim : title;
            double toClaim = Cosine.of(encoded.getValue(), claim);
            double toTitle = Cosine.of(encoded.getValue(), title);
            double best = Math.max(toClaim, toTitle);
            claimSum += toClaim;
            titleSum += toTitle;
            float[] both = vector(candidate.debunk(), encoder, Encoders.BOTH);
            both = both == null ? claim : both;
            bothSum += Cosine.of(encoded.getValue(), both);
            authorSum += Cosine.of(post.withAuthor().get(encoder), both);
            bestSum += best;
            least = Math.min(least, best);
            bodySum += nearestOfBody(candidate.debunk(), encoder, encoded.getValue(), best);
            sentenceClaimSum += nearestSentence(encoder, claim);
            sentenceTitleSum += nearestSentence(encoder, title);
            rankSum += reciprocal(candidate.vectorRanks().getOrDefault(encoder, Candidate.NOT_LISTED));
        }
        int encoders = post.vectors().size();
        features.put(Feature.COSINE_CLAIM, claimSum / encoders);
        features.put(Feature.COSINE_TITLE, titleSum / encoders);
        features.put(Feature.COSINE_BOTH, bothSum / encoders);
        features.put(Feature.COSINE_AUTHOR, authorSum / encoders);
        features.put(Feature.COSINE_BEST, bestSum / encoders);
        features.put(Feature.COSINE_LEAST, least);
        features.put(Feature.COSINE_BODY, bodySum / encoders);
        features.put(Feature.COSINE_SENTENCE_CLAIM, sentenceClaimSum / encoders);
        features.put(Feature.COSINE_SENTENCE_TITLE, sentenceTitleSum / encoders);
        features.put(Feature.COSINE_RANK, rankSum / encoders);
    }

    private double nearestSentence(String encoder, float @Nullable [] vector) {
        double nearest = -1;
        for (Map<String, float[]> sentence : post.sentences()) {
            nearest = Math.max(nearest, Cosine.of(sentence.get(encoder), vector));
        }
        return nearest;
    }

    private static double nearestOfBody(Debunk debunk, String encoder, float[] post, double without) {
        return debunk.vectors().stream()
                .filter(vector ->
                        vector.encoder().equals(encoder) && vector.field().startsWith(Encoders.BODY))
                .mapToDouble(vector -> Cosine.of(post, vector.values()))
                .max()
                .orElse(without);
    }

    private void wording(Candidate candidate, FeatureVector features) {
        DebunkWords its = candidate.words();
        Set<String> claimTerms = its.claim();
        Predicate<String> inBoth =
                term -> claimTerms.contains(term) || its.title().contains(term);
        features.put(Feature.COVERAGE_TITLE, Wording.coverage(its.title(), terms::containsKey, idf));
        double postCoverage = Wording.coverage(terms.keySet(), inBoth, terms::get);
        features.put(Feature.COVERAGE_POST, postCoverage);
        features.put(
                Feature.COVERAGE_BODY,
                its.body().isEmpty()
                        ? postCoverage
                        : Wording.coverage(terms.keySet(), inBoth.or(its.body()::contains), terms::get));
        features.put(
                Feature.COVERAGE_SENTENCE,
                sentenceTerms.stream()
                        .mapToDouble(sentence -> Wording.coverage(sentence, inBoth, idf))
                        .max()
                        .orElse(postCoverage));
        double missed = 0;
        double hit = 0;
        double hits = 0;
        double all = 0;
        for (String term : claimTerms) {
            double weight = idf.applyAsDouble(term);
            all += weight;
            if (terms.containsKey(term)) {
                hit = Math.max(hit, weight);
                hits += weight;
            } else {
                missed = Math.max(missed, weight);
            }
        }
        features.put(Feature.COVERAGE_CLAIM, all == 0 ? 0 : hits / all);
        features.put(Feature.IDF_MISSED, missed);
        features.put(Feature.IDF_HIT, hit);
        features.put(Feature.IDF_HIT_SUM, hits);
        int numbersHit = Wording.shared(its.numbers(), numbers);
        features.put(Feature.NUMBERS_HIT, numbersHit);
        features.put(Feature.NUMBERS_MISSED, its.numbers().size() - numbersHit);
        int namesHit = Wording.shared(its.names(), words);
        features.put(Feature.NAMES_HIT, namesHit);
        features.put(
                Feature.NAMES_SHARE,
                its.names().isEmpty()
                        ? Feature.NO_NAMES
                        : (double) namesHit / its.names().size());
        features.put(Feature.LENGTH_CLAIM, claimTerms.size());
    }

    private static void share(Feature of, Feature share, List<FeatureVector> all) {
        double most =
                all.stream().mapToDouble(features -> features.get(of)).max().orElse(0);
        all.forEach(features -> features.put(share, most > 0 ? features.get(of) / most : 0));
    }

    /** A candidate that is alone has the gap to nothing: its own value. */
    private static void gap(Feature of, Feature gap, List<FeatureVector> all) {
        double[] two = all.stream()
                .mapToDouble(features -> -features.get(of))
                .sorted()
                .limit(2)
                .map(value -> -value)
                .toArray();
        double second = two.length < 2 ? 0 : two[1];
        for (FeatureVector features : all) {
            double its = features.get(of);
            features.put(gap, its - (its == two[0] ? second : two[0]));
        }
    }

    private static double reciprocal(int rank) {
        return rank == Candidate.NOT_LISTED ? 0 : 1.0 / (3 + rank);
    }

    private static @Nullable String title(Debunk debunk) {
        String title = debunk.title();
        return title == null || title.isBlank() ? null : title;
    }

    private static float @Nullable [] vector(Debunk debunk, String encoder, String field) {
        for (Vector vector : debunk.vectors()) {
            if (vector.encoder().equals(encoder) && vector.field().equals(field)) {
                return vector.values();
            }
        }
        return null;
    }
}
