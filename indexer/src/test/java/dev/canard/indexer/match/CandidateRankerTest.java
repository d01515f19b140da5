package dev.canard.indexer.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canard.indexer.Debunks;
import dev.canard.indexer.Posts;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.encoder.HashingTextEncoder;
import dev.canard.indexer.encoder.WordCrossEncoder;
import dev.canard.indexer.lucene.DebunkIndex;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CandidateRankerTest {

    private static final MatchModels SHIPPED = MatchModels.shipped();

    private final Encoders encoders = new Encoders(List.of(new HashingTextEncoder("a")));
    private final CrossEncoder crossEncoder = new WordCrossEncoder("words@1");
    private final DebunkIndex index = DebunkIndex.inMemory(encoders.ids());

    @BeforeEach
    void fill() {
        for (int i = 0; i < 2 * Reranker.READ; i++) {
            index.put(
                    Debunks.falseClaim(
                            "garlic-" + i, "Garlic cures the flu within %d days.".formatted(i), null, encoders),
                    i);
        }
        index.refresh();
    }

    @AfterEach
    void close() {
        index.close();
        encoders.close();
    }

    @Test
    void rank_ofWhatOtherModelsHaveRanked_isAsIfTheseModelsHadRankedAlone() {
        // given models that prefer what the others like least, and read what the others have not
        MatchModels models = models(SHIPPED.ranker(), 5);
        MatchModels reversed =
                models(RankerModel.of(new LinearModel(0, Map.of("cosine-claim", new LinearModel.Term(0, 1, -1)))), 5);
        EncodedPost post = matcher(models).encode(Posts.of("p", null, "Garlic cures the flu within 3 days"));

        // when
        Ranking anew = ranker(reversed).rank(matcher(models).rank(post));

        // then
        Ranking alone = matcher(reversed).rank(post);
        assertThat(ids(anew))
                .isEqualTo(ids(alone))
                .isNotEqualTo(ids(matcher(models).rank(post)));
        assertThat(anew.about()).isEqualTo(alone.about());
        assertThat(anew.debunks()).extracting(RankedDebunk::about).isEqualTo(abouts(alone));
        assertThat(anew.indexOffset()).isEqualTo(alone.indexOffset());
    }

    @Test
    void rank_ofCandidatesThatWereNotRead_readsThem() {
        EncodedPost post = matcher(models(SHIPPED.ranker(), 5)).encode(Posts.of("p", null, "Garlic cures the flu"));

        Ranking unread = matcher(models(SHIPPED.ranker(), -5)).rank(post);
        Ranking anew = ranker(models(SHIPPED.ranker(), 5)).rank(unread);

        assertThat(unread.debunks().getFirst().reading()).isNull();
        assertThat(abouts(anew))
                .isEqualTo(abouts(matcher(models(SHIPPED.ranker(), 5)).rank(post)));
    }

    @Test
    void rank_ofNothing_isNothing() {
        index.close();
        Ranking nothing =
                new Ranking(matcher(models(SHIPPED.ranker(), 5)).encode(Posts.of("p", null, "Garlic")), List.of(), 7);

        assertThat(ranker(models(SHIPPED.ranker(), 5)).rank(nothing)).isEqualTo(nothing);
    }

    @Test
    void new_modelsOfOtherEncoders_areRefused() {
        assertThatThrownBy(() -> new CandidateRanker(List.of("b"), crossEncoder, models(SHIPPED.ranker(), 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("trained with the encoders [a], these are [b]");
        assertThatThrownBy(() ->
                        new CandidateRanker(List.of("a"), new WordCrossEncoder("words@2"), models(SHIPPED.ranker(), 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("trained with the cross-encoder words@1, this is words@2");
    }

    private static List<String> ids(Ranking ranking) {
        return ranking.debunks().stream().map(debunk -> debunk.debunk().id()).toList();
    }

    private static List<Double> abouts(Ranking ranking) {
        return ranking.debunks().stream().map(RankedDebunk::about).toList();
    }

    private DebunkMatcher matcher(MatchModels models) {
        return new DebunkMatcher(index::acquire, encoders, crossEncoder, models);
    }

    private CandidateRanker ranker(MatchModels models) {
        return new CandidateRanker(encoders.ids(), crossEncoder, models);
    }

    /** @param firstGuess its log-odds */
    private MatchModels models(RankerModel ranker, double firstGuess) {
        return new MatchModels(
                MatchModels.VERSION,
                List.of("a"),
                crossEncoder.id(),
                Map.of(),
                ranker,
                new LinearModel(firstGuess, Map.of()),
                SHIPPED.reranker(),
                SHIPPED.about());
    }
}
