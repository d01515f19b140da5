package dev.canard.indexer.match;

import dev.canard.indexer.encoder.CrossEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Orders the candidates of a post, and tells how likely it is about each, with some {@link MatchModels}. Thread-safe. */
public final class CandidateRanker {

    /**
     * A post is read beside its candidates only if one of them is at least this likely what it is about. Most posts are about
     * nothing that was ever fact-checked, and to read costs more than all that goes before.
     */
    private static final double WORTH_READING = .08;

    private final CrossEncoder crossEncoder;
    private final MatchModels models;

    /**
     * @param encoders ids of the encoders whose vectors candidates are compared by
     * @param crossEncoder not closed
     * @throws IllegalArgumentException if the models were trained with other encoders or another cross-encoder
     */
    public CandidateRanker(List<String> encoders, CrossEncoder crossEncoder, MatchModels models) {
        if (!models.crossEncoder().equals(crossEncoder.id())) {
            throw new IllegalArgumentException(
                    "the models were trained with the cross-encoder %s, this is %s: train them anew"
                            .formatted(models.crossEncoder(), crossEncoder.id()));
        }
        if (!models.encoders().equals(encoders)) {
            throw new IllegalArgumentException(
                    "the models were trained with the encoders %s, these are %s: train them anew"
                            .formatted(models.encoders(), encoders));
        }
        this.crossEncoder = crossEncoder;
        this.models = models;
    }

    /** What it ranks with. */
    public MatchModels models() {
        return models;
    }

    /**
     * The first step: the candidates in the order of the ranker, and for the first of them a first guess of its probability.
     *
     * @param compared the candidates with their features, in any order
     * @param indexOffset of the index in which they were found
     */
    Ranking order(EncodedPost post, List<RankedDebunk> compared, long indexOffset) {
        List<RankedDebunk> ranked = DebunkMatcher.order(compared, models.ranker());
        return new Ranking(post, withFirstGuess(ranked, DebunkMatcher.terms(post)), indexOffset);
    }

    private List<RankedDebunk> withFirstGuess(List<RankedDebunk> ranked, int postTerms) {
        if (ranked.isEmpty()) {
            return ranked;
        }
        List<RankedDebunk> guessed = new ArrayList<>(ranked);
        Map<String, Double> features = AboutFeatures.of(ranked, postTerms);
        guessed.set(0, ranked.getFirst().withAbout(models.firstGuess().probability(features), features));
        return guessed;
    }

    /** The second step: the cross-encoder reads the first candidates, unless it is clear that the post is about none of them. */
    Ranking rerank(Ranking ordered) {
        if (ordered.about() < WORTH_READING) {
            return ordered;
        }
        EncodedPost post = ordered.post();
        String text = post.claims().post().clean().value();
        List<RankedDebunk> reranked =
                Reranker.order(Reranker.read(crossEncoder, text, ordered.debunks()), models.reranker());
        return new Ranking(post, withProbabilities(reranked, DebunkMatcher.terms(post)), ordered.indexOffset());
    }

    /** Each as if it were the first: a debunk that says the same must not make those behind it look wrong. */
    private List<RankedDebunk> withProbabilities(List<RankedDebunk> ranked, int postTerms) {
        List<RankedDebunk> judged = new ArrayList<>(ranked);
        for (int i = 0; i < Math.min(Reranker.READ, ranked.size()); i++) {
            Map<String, Double> features = AboutFeatures.of(ranked.subList(i, ranked.size()), postTerms);
            judged.set(i, ranked.get(i).withAbout(models.about().probability(features), features));
        }
        return judged;
    }

    /**
     * The candidates of a ranking by other models, ranked by these. Nothing is sought or encoded, and of those that the same cross-encoder has read already none
     * is read again.
     *
     * @param other by models of the same encoders and the same cross-encoder
     */
    public Ranking rank(Ranking other) {
        List<RankedDebunk> compared = other.debunks().stream()
                .map(debunk -> debunk.withAbout(0, debunk.features()))
                .toList();
        return rerank(order(other.post(), compared, other.indexOffset()));
    }
}
