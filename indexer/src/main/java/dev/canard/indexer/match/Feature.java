package dev.canard.indexer.match;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * How a debunk is measured against a post. All are finite. What is said of encoders is the mean over all of them, so that the
 * number of features does not depend on how many there are. A debunk without a title has that of its claim.
 */
public enum Feature {
    /** BM25 of the claim. */
    BM25_CLAIM,
    /** BM25 of the title. */
    BM25_TITLE,
    /** BM25 of claim and title as one text. */
    BM25_BOTH,
    /** BM25 of the article; without an article {@link #BM25_BOTH}. */
    BM25_BODY,
    /** {@link #BM25_CLAIM} as a share of the largest among the post's candidates, 0 to 1. */
    BM25_CLAIM_SHARE,
    /** {@link #BM25_TITLE} as a share of the largest among the post's candidates, 0 to 1. */
    BM25_TITLE_SHARE,
    /** {@link #BM25_BOTH} as a share of the largest among the post's candidates, 0 to 1. */
    BM25_BOTH_SHARE,
    /** {@link #BM25_BOTH} by the summed idf of the post's terms: near 1 where the debunk says all that the post says. */
    BM25_BOTH_BY_POST,
    /** {@link #BM25_BOTH} minus that of the best other candidate. */
    BM25_GAP,
    /** 1 / (3 + rank) on the lexical list, 0 beyond it. */
    BM25_RANK,
    /** Cosine of post and claim. */
    COSINE_CLAIM,
    /** Cosine of post and title. */
    COSINE_TITLE,
    /** Cosine of post and claim and title as one text. */
    COSINE_BOTH,
    /** Cosine of the post with its author's name before it, and claim and title as one text: fact-checks name who said it. */
    COSINE_AUTHOR,
    /** The larger cosine of post with claim or title. */
    COSINE_BEST,
    /** {@link #COSINE_BEST} of the encoder that finds it smallest. */
    COSINE_LEAST,
    /** Cosine of the claim and the sentence of the post that comes nearest. */
    COSINE_SENTENCE_CLAIM,
    /** Cosine of the title and the sentence of the post that comes nearest. */
    COSINE_SENTENCE_TITLE,
    /** Cosine of post and the sentence of the article that comes nearest; without an article {@link #COSINE_BEST}. */
    COSINE_BODY,
    /** {@link #COSINE_BEST} minus that of the best other candidate. */
    COSINE_GAP,
    /** 1 / (3 + rank) on the encoder's list, 0 beyond it. */
    COSINE_RANK,
    /** Share of the claim's terms that the post has, by idf, 0 to 1. */
    COVERAGE_CLAIM,
    /** Share of the title's terms that the post has, by idf, 0 to 1. */
    COVERAGE_TITLE,
    /** Share of the post's terms that claim or title have, by idf, 0 to 1. */
    COVERAGE_POST,
    /** Share of the post's terms that claim, title or article have, by idf, 0 to 1. */
    COVERAGE_BODY,
    /** {@link #COVERAGE_POST} of the sentence that is covered best. */
    COVERAGE_SENTENCE,
    /** Largest idf of a term of the claim that the post lacks. */
    IDF_MISSED,
    /** Largest idf of a term of the claim that the post has. */
    IDF_HIT,
    /** Summed idf of the claim's terms that the post has. */
    IDF_HIT_SUM,
    /** How many numbers of claim and title the post has. */
    NUMBERS_HIT,
    /** How many numbers of claim and title the post lacks. */
    NUMBERS_MISSED,
    /** How many capitalised words of the claim the post has. */
    NAMES_HIT,
    /** Share of the claim's capitalised words that the post has, one half where there are none. */
    NAMES_SHARE,
    /** How many terms the claim has. */
    LENGTH_CLAIM;

    /** {@link #NAMES_SHARE} of a claim without names. */
    static final double NO_NAMES = .5;

    private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** Its name in models, matches and alerts, for instance {@code cosine-claim}. */
    @JsonValue
    public String id() {
        return id;
    }

    /**
     * The feature of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    @JsonCreator
    public static Feature of(String id) {
        for (Feature feature : values()) {
            if (feature.id.equals(id)) {
                return feature;
            }
        }
        throw new IllegalArgumentException("no feature is named " + id);
    }
}
