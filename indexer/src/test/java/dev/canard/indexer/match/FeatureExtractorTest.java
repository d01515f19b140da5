package dev.canard.indexer.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.canard.event.Debunk;
import dev.canard.event.PostClaims;
import dev.canard.event.Vector;
import dev.canard.indexer.Debunks;
import dev.canard.indexer.Posts;
import dev.canard.indexer.lucene.Candidate;
import dev.canard.indexer.lucene.DebunkWords;
import dev.canard.indexer.lucene.Terms;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FeatureExtractorTest {

    private static final double CLOSE = 1e-6;

    /** Two encoders of two dimensions. */
    private final EncodedPost post = new EncodedPost(
            Posts.of("p", "Ann", "Garlic cures 100 flus.", "Bill Gates knows."),
            Map.of("a", new float[] {1, 0}, "b", new float[] {0, 1}),
            Map.of("a", new float[] {0, 1}, "b", new float[] {1, 0}),
            List.of(
                    Map.of("a", new float[] {.6f, .8f}, "b", new float[] {0, 1}),
                    Map.of("a", new float[] {0, 1}, "b", new float[] {1, 0})));

    private final Candidate right = candidate(
            Debunks.falseClaim("right", "Bill Gates says garlic cures 100 or 200.", "Garlic and Flu")
                    .withVectors(List.of(
                            new Vector("a", "claim", new float[] {.8f, .6f}),
                            new Vector("a", "title", new float[] {1, 0}),
                            new Vector("a", "both", new float[] {.6f, .8f}),
                            new Vector("b", "claim", new float[] {.6f, .8f}),
                            new Vector("b", "title", new float[] {.8f, .6f}))),
            8,
            4,
            10,
            0,
            Map.of("a", 1));

    private final Candidate other = candidate(
            Debunks.falseClaim("other", "Birds are drones.", null)
                    .withVectors(List.of(
                            new Vector("a", "claim", new float[] {0, 1}),
                            new Vector("b", "claim", new float[] {1, 0}))),
            0,
            0,
            0,
            Candidate.NOT_LISTED,
            Map.of());

    @Test
    void extract_givesLexicalFeatures() {
        FeatureVector first = extract(right, other).getFirst();

        assertThat(first.get(Feature.BM25_CLAIM)).isEqualTo(8);
        assertThat(first.get(Feature.BM25_BOTH_SHARE)).isEqualTo(1);
        assertThat(first.get(Feature.BM25_GAP)).isEqualTo(10);
        assertThat(first.get(Feature.BM25_RANK)).isCloseTo(1 / 3.0, within(CLOSE));
        FeatureVector second = extract(right, other).getLast();
        assertThat(second.get(Feature.BM25_BOTH_SHARE)).isZero();
        assertThat(second.get(Feature.BM25_GAP)).isEqualTo(-10);
        assertThat(second.get(Feature.BM25_RANK)).isZero();
    }

    @Test
    void extract_givesMeansOverTheEncoders() {
        FeatureVector first = extract(right, other).getFirst();

        assertThat(first.get(Feature.COSINE_CLAIM)).isCloseTo((.8 + .8) / 2, within(CLOSE));
        assertThat(first.get(Feature.COSINE_TITLE)).isCloseTo((1 + .6) / 2, within(CLOSE));
        // The second encoder has no vector of both, so that of the claim stands for it.
        assertThat(first.get(Feature.COSINE_BOTH)).isCloseTo((.6 + .8) / 2, within(CLOSE));
        assertThat(first.get(Feature.COSINE_AUTHOR)).isCloseTo((.8 + .6) / 2, within(CLOSE));
        assertThat(first.get(Feature.COSINE_BEST)).isCloseTo((1 + .8) / 2, within(CLOSE));
        assertThat(first.get(Feature.COSINE_LEAST)).isCloseTo(.8, within(CLOSE));
        assertThat(first.get(Feature.COSINE_SENTENCE_CLAIM)).isCloseTo((.96 + .8) / 2, within(CLOSE));
        assertThat(first.get(Feature.COSINE_SENTENCE_TITLE)).isCloseTo((.6 + .8) / 2, within(CLOSE));
        assertThat(first.get(Feature.COSINE_RANK)).isCloseTo((1 / 4.0 + 0) / 2, within(CLOSE));
        assertThat(first.get(Feature.COSINE_GAP)).isCloseTo(.9, within(CLOSE));
    }

    @Test
    void extract_givesCoverageAndNumbersAndNames() {
        FeatureVector first = extract(right, other).getFirst();

        // Terms of the claim: bill, gate, sai, garlic, cure, 100, 200. The post lacks "sai" and "200".
        assertThat(Terms.of(right.debunk().claim())).hasSize(7).contains("sai", "200");
        assertThat(first.get(Feature.COVERAGE_CLAIM)).isCloseTo(5 / 7.0, within(CLOSE));
        assertThat(first.get(Feature.COVERAGE_TITLE)).isEqualTo(1);
        assertThat(first.get(Feature.IDF_HIT_SUM)).isEqualTo(10);
        assertThat(first.get(Feature.IDF_MISSED)).isEqualTo(2);
        assertThat(first.get(Feature.NUMBERS_HIT)).isEqualTo(1);
        assertThat(first.get(Feature.NUMBERS_MISSED)).isEqualTo(1);
        assertThat(first.get(Feature.NAMES_HIT)).isEqualTo(2);
        assertThat(first.get(Feature.NAMES_SHARE)).isEqualTo(1);
        assertThat(first.get(Feature.LENGTH_CLAIM)).isEqualTo(7);
    }

    @Test
    void extract_givesTheNearestSentenceOfTheArticle() {
        Debunk withBody = right.debunk()
                .withVectors(Stream.concat(
                                right.debunk().vectors().stream(),
                                Stream.of(
                                        new Vector("a", "body/0", new float[] {0, 1}),
                                        new Vector("a", "body/1", new float[] {.6f, .8f}),
                                        new Vector("b", "body/0", new float[] {.8f, .6f})))
                        .toList());
        Candidate candidate = new Candidate(
                withBody,
                new DebunkWords(Set.of(), Set.of(), Terms.of("Flus pass."), Set.of(), Set.of()),
                0,
                0,
                0,
                2,
                0,
                Map.of());

        FeatureVector features = extract(candidate).getFirst();

        assertThat(features.get(Feature.COSINE_BODY)).isCloseTo((.6 + .6) / 2, within(CLOSE));
        assertThat(features.get(Feature.BM25_BODY)).isEqualTo(2);
        // Terms of the post: garlic, cure, 100, flu, bill, gate, know, ann.
        assertThat(features.get(Feature.COVERAGE_BODY) - features.get(Feature.COVERAGE_POST))
                .isCloseTo(1 / 8.0, within(CLOSE));
    }

    @Test
    void extract_withoutAnArticle_takesWhatClaimAndTitleGive() {
        FeatureVector first = extract(right, other).getFirst();

        assertThat(first.get(Feature.COSINE_BODY)).isEqualTo(first.get(Feature.COSINE_BEST));
        assertThat(first.get(Feature.COVERAGE_BODY)).isEqualTo(first.get(Feature.COVERAGE_POST));
    }

    @Test
    void extract_takesTheClaimForTheTitle_thatIsMissing() {
        FeatureVector second = extract(right, other).getLast();

        assertThat(second.get(Feature.COSINE_TITLE)).isEqualTo(second.get(Feature.COSINE_CLAIM));
        assertThat(second.get(Feature.COVERAGE_TITLE)).isEqualTo(second.get(Feature.COVERAGE_CLAIM));
    }

    @Test
    void extract_isFinite_withoutWordsVectorsAndRivals() {
        PostClaims empty = Posts.of("empty", "");
        Map<String, float[]> vector = Map.of("a", new float[] {1, 0});
        EncodedPost encoded = new EncodedPost(empty, vector, vector, List.of(vector));
        Candidate bare = candidate(Debunks.falseClaim("x", "...", ""), 0, 0, 0, Candidate.NOT_LISTED, Map.of());

        FeatureVector features =
                new FeatureExtractor(encoded, "", _ -> 1).extract(List.of(bare)).getFirst();

        assertThat(features.byName().values())
                .allSatisfy(value -> assertThat(value).isFinite());
        assertThat(features.byName()).hasSameSizeAs(Feature.values());
    }

    @Test
    void put_refusesWhatIsNotFinite() {
        assertThatThrownBy(() -> new FeatureVector().put(Feature.BM25_GAP, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private List<FeatureVector> extract(Candidate... candidates) {
        String text = "Garlic cures 100 flus. Bill Gates knows. Ann";
        return new FeatureExtractor(post, text, _ -> 2)
                .extract(Stream.of(candidates).toList());
    }

    private static Candidate candidate(
            Debunk debunk, double claim, double title, double both, int rank, Map<String, Integer> ranks) {
        return new Candidate(debunk, DebunkWords.of(debunk), claim, title, both, 0, rank, ranks);
    }
}
