package dev.canard.indexer.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.indexer.match.Feature;
import dev.canard.indexer.match.RankerModel;
import dev.canard.indexer.training.LinearModelFit.Choice;
import dev.canard.indexer.training.RankerModelFit.NearPost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RankerModelFitTest {

    private static final List<String> NAMES = List.of(Feature.BM25_BOTH_BY_POST.id(), Feature.COSINE_BEST.id());

    @Test
    void fit_wordsTellWhereSomeDebunkSharesThem_andMeaningWhereNoneDoes_ranksBothKindsOfPosts() {
        List<NearPost> posts = posts(new Random(5), 200);

        RankerModel model = RankerModelFit.fit(NAMES, posts, .003);

        assertThat(right(RankerModel.of(model.base()), posts)).isLessThan(150);
        assertThat(right(model, posts)).isGreaterThan(195);
    }

    /** Of two candidates the right one has more words in common in every other post, and fewer but the meaning in the rest. */
    private static List<NearPost> posts(Random random, int count) {
        List<NearPost> posts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean verbatim = i % 2 == 0;
            double words = verbatim ? .8 : .3;
            double[] withWords = {words + random.nextDouble() / 20, .4 + random.nextDouble() / 20};
            double[] withMeaning = {words - .2 + random.nextDouble() / 20, .6 + random.nextDouble() / 20};
            posts.add(new NearPost(
                    new Choice(new double[][] {withWords, withMeaning}, new boolean[] {verbatim, !verbatim}, 1),
                    new double[] {withWords[0], withMeaning[1]}));
        }
        return posts;
    }

    private static long right(RankerModel model, List<NearPost> posts) {
        return posts.stream()
                .filter(post -> {
                    List<Map<String, Double>> candidates = new ArrayList<>();
                    for (double[] features : post.choice().features()) {
                        candidates.add(Map.of(NAMES.getFirst(), features[0], NAMES.getLast(), features[1]));
                    }
                    double first = model.forPost(candidates).score(candidates.getFirst());
                    double second = model.forPost(candidates).score(candidates.getLast());
                    return first > second == post.choice().relevant()[0];
                })
                .count();
    }
}
