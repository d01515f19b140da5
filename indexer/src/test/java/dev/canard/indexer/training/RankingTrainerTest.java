package dev.canard.indexer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canard.event.Debunk;
import dev.canard.event.Events;
import dev.canard.event.PostClaims;
import dev.canard.indexer.Debunks;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.encoder.HashingTextEncoder;
import dev.canard.indexer.encoder.WordCrossEncoder;
import dev.canard.indexer.lucene.DebunkIndex;
import dev.canard.indexer.match.DebunkMatcher;
import dev.canard.indexer.match.MatchModels;
import dev.canard.indexer.match.Ranking;
import dev.canard.indexer.training.RankingTrainer.TrainingSet;
import dev.canard.indexer.training.RankingTrainer.Use;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RankingTrainerTest {

    private static final RankingTrainerSettings SETTINGS = new RankingTrainerSettings(1e-2, 1e-2);
    private static final CrossEncoder CROSS_ENCODER = new WordCrossEncoder("words@1");

    private final Encoders encoders = new Encoders(List.of(new HashingTextEncoder("a")));

    @Test
    void train_learnsToRank_andWhenAPostIsAboutADebunk() {
        JudgedPosts judged = made();
        List<String> told = new ArrayList<>();

        MatchModels models = new RankingTrainer(encoders, CROSS_ENCODER, SETTINGS, told::add)
                .train(List.of(new TrainingSet(judged, 1, Use.BY_CLAIM)), Map.of("by", "a test"));

        assertThat(models.provenance())
                .containsEntry("by", "a test")
                .hasEntrySatisfying("data", data -> assertThat(data).startsWith("60 posts of made (weight 1.0, "));
        assertThat(models.encoders()).containsExactly("a");
        assertThat(told).isNotEmpty();
        RetrievalEvaluation evaluation = new RetrievalEvaluation(judged.relevant());
        double about = 0;
        double notAbout = 0;
        try (DebunkIndex index = DebunkIndex.inMemory(encoders.ids())) {
            for (int i = 0; i < judged.debunks().size(); i++) {
                index.put(
                        judged.debunks()
                                .get(i)
                                .withVectors(encoders.vectorsOf(judged.debunks().get(i))),
                        i);
            }
            index.refresh();
            DebunkMatcher matcher = new DebunkMatcher(index::acquire, encoders, CROSS_ENCODER, models);
            for (PostClaims post : judged.posts()) {
                Ranking ranking = matcher.rank(post);
                evaluation.add(ranking);
                if (judged.relevant(post.post().id()).isEmpty()) {
                    notAbout += ranking.about() / 20;
                } else {
                    about += ranking.about() / 40;
                }
            }
        }
        assertThat(evaluation.measures().get("MAP@5")).isGreaterThan(.9);
        assertThat(about).isGreaterThan(.7);
        assertThat(notAbout).isLessThan(.3);
    }

    @Test
    void train_givesTheSame_forTheSameData() {
        List<TrainingSet> sets = List.of(new TrainingSet(made(), 1, Use.BY_CLAIM));

        byte[] first = new RankingTrainer(encoders, CROSS_ENCODER, SETTINGS, _ -> {})
                .train(sets, Map.of())
                .write();

        assertThat(new RankingTrainer(encoders, CROSS_ENCODER, SETTINGS, _ -> {})
                        .train(sets, Map.of())
                        .write())
                .isEqualTo(first);
    }

    @Test
    void train_fails_withoutAnyRelevantDebunk() {
        JudgedPosts judged = made();
        JudgedPosts none = new JudgedPosts("none", judged.posts(), judged.debunks(), Map.of());

        assertThatThrownBy(() -> new RankingTrainer(encoders, CROSS_ENCODER, SETTINGS, _ -> {})
                        .train(List.of(new TrainingSet(none, 1, Use.BY_CLAIM)), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** 40 debunks of five made-up words; 40 posts that share three of them, and 20 that share one. */
    private static JudgedPosts made() {
        Random random = new Random(5);
        List<Debunk> debunks = new ArrayList<>();
        List<PostClaims> posts = new ArrayList<>();
        Map<String, Set<String>> relevant = new HashMap<>();
        for (int i = 0; i < 40; i++) {
            String[] words = new String[5];
            for (int w = 0; w < words.length; w++) {
                words[w] = "w" + (char) ('a' + random.nextInt(26)) + (char) ('a' + random.nextInt(26));
            }
            debunks.add(Debunks.falseClaim("d" + i, String.join(" ", words), words[0] + " " + words[1]));
            posts.add(Events.postClaims("p" + i, "so %s %s and %s x%d".formatted(words[2], words[0], words[1], i)));
            relevant.put("p" + i, Set.of("d" + i));
            if (i % 2 == 0) {
                posts.add(Events.postClaims("n" + i, "so %s y%d z%d v%d".formatted(words[3], i, i, i)));
            }
        }
        return new JudgedPosts("made", posts, debunks, relevant);
    }
}
