package dev.canard.indexer.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.canard.event.Debunk;
import dev.canard.event.Rating;
import dev.canard.event.Verdict;
import dev.canard.indexer.Debunks;
import dev.canard.indexer.Posts;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.encoder.HashingTextEncoder;
import dev.canard.indexer.encoder.WordCrossEncoder;
import dev.canard.indexer.lucene.DebunkIndex;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DebunkMatcherTest {

    private final Encoders encoders = new Encoders(List.of(new HashingTextEncoder("a")));
    private final CrossEncoder crossEncoder = new WordCrossEncoder("words@1");
    private final MatchModels models = new MatchModels(
            MatchModels.VERSION,
            List.of("a"),
            crossEncoder.id(),
            Map.of(),
            MatchModels.shipped().ranker(),
            MatchModels.shipped().firstGuess(),
            MatchModels.shipped().reranker(),
            MatchModels.shipped().about());
    private final DebunkIndex index = DebunkIndex.inMemory(encoders.ids());
    private final DebunkMatcher matcher = new DebunkMatcher(index::acquire, encoders, crossEncoder, models);

    @BeforeEach
    void fill() {
        index.put(Debunks.falseClaim("12", "Garlic cures the flu.", "Does Garlic Cure Flu?", encoders), 0);
        index.put(Debunks.falseClaim("birds", "Birds are government drones.", "Are Birds Real?", encoders), 1);
        index.put(Debunks.falseClaim("moon", "The moon landing was filmed in a studio.", null, encoders), 2);
        index.refresh();
    }

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void rank_putsTheDebunkFirst_thatThePostIsAbout() {
        Ranking ranking = matcher.rank(Posts.of("p", null, "My aunt's flu was cured by garlic.", "Try it."));

        assertThat(ranking.debunks().getFirst().debunk().id()).isEqualTo("12");
        assertThat(ranking.debunks()).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
        assertThat(ranking.about()).isBetween(0.0, 1.0);
        assertThat(ranking.indexOffset()).isEqualTo(3);
        assertThat(ranking.post().sentences()).hasSize(2);
    }

    @Test
    void rank_searchesForTheAuthorsName_too() {
        Ranking ranking = matcher.rank(Posts.of("p", "Government Drones", "They are watching"));

        assertThat(ranking.debunks().getFirst().debunk().id()).isEqualTo("birds");
    }

    @Test
    void rank_foldsTwins_underTheFirstId() {
        index.put(Debunks.falseClaim("9", "\"Garlic\" cures the FLU", "Does garlic cure flu", encoders), 3);
        index.refresh();

        Ranking ranking = matcher.rank(Posts.of("p", null, "Garlic cures flu"));

        assertThat(ranking.debunks()).hasSize(3);
        assertThat(ranking.debunks().getFirst().debunk().id()).isEqualTo("9");
        assertThat(ranking.debunks().getFirst().twins()).containsExactly("12");
    }

    @Test
    void rank_hiddenDebunk_isAsIfItWereNotIndexed() {
        EncodedPost post = matcher.encode(Posts.of("p", null, "Garlic cures flu"));

        Ranking ranking = matcher.rank(post, Set.of("12"));

        assertThat(ranking.debunks())
                .extracting(ranked -> ranked.debunk().id())
                .containsExactlyInAnyOrder("birds", "moon");
        assertThat(ranking.about()).isLessThan(matcher.rank(post).about());
    }

    @Test
    void rank_keepsApart_whatWasJudgedDifferently() {
        Rating rating = new Rating(Verdict.TRUE, "True", "text:true");
        Debunk first = Debunks.falseClaim("12", "Garlic cures the flu.", "Does Garlic Cure Flu?", encoders);
        index.put(
                new Debunk(
                        "9",
                        first.claim(),
                        first.title(),
                        null,
                        null,
                        rating,
                        null,
                        null,
                        null,
                        null,
                        first.vectors(),
                        first.indexedAt()),
                3);
        index.refresh();

        assertThat(matcher.rank(Posts.of("p", null, "Garlic cures flu")).debunks())
                .hasSize(4);
    }

    @Test
    void rank_readsNoCandidate_whereTheFirstGuessIsLow() {
        MatchModels hopeless = withFirstGuess(-5);

        Ranking ranking = new DebunkMatcher(index::acquire, encoders, crossEncoder, hopeless)
                .rank(Posts.of("p", null, "Garlic cures the flu"));

        assertThat(ranking.debunks())
                .hasSize(3)
                .allSatisfy(debunk -> assertThat(debunk.reading()).isNull());
        assertThat(ranking.about()).isCloseTo(1 / (1 + Math.exp(5)), within(1e-9));
    }

    @Test
    void rank_readsTheCandidates_whereTheFirstGuessIsHigh() {
        Ranking ranking = new DebunkMatcher(index::acquire, encoders, crossEncoder, withFirstGuess(5))
                .rank(Posts.of("p", null, "Garlic cures the flu"));

        assertThat(ranking.debunks())
                .hasSize(3)
                .allSatisfy(debunk -> assertThat(debunk.reading()).isNotNull());
    }

    private MatchModels withFirstGuess(double logOdds) {
        return new MatchModels(
                models.version(),
                models.encoders(),
                models.crossEncoder(),
                models.provenance(),
                models.ranker(),
                new LinearModel(logOdds, Map.of()),
                models.reranker(),
                models.about());
    }

    @Test
    void rank_isEmpty_whileTheIndexIs() {
        try (DebunkIndex empty = DebunkIndex.inMemory(encoders.ids())) {
            Ranking ranking = new DebunkMatcher(empty::acquire, encoders, crossEncoder, models)
                    .rank(Posts.of("p", null, "Garlic"));

            assertThat(ranking.debunks()).isEmpty();
            assertThat(ranking.about()).isZero();
        }
    }

    @Test
    void matcher_refusesModels_ofOtherEncoders() {
        assertThatThrownBy(() -> new DebunkMatcher(index::acquire, encoders, crossEncoder, MatchModels.shipped()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("train them anew");
    }
}
