package dev.canard.indexer.training.bert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.Events;
import dev.canard.event.PostClaims;
import dev.canard.indexer.Debunks;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.encoder.HashingTextEncoder;
import dev.canard.indexer.lucene.DebunkIndex;
import dev.canard.indexer.lucene.DebunkSnapshot;
import dev.canard.indexer.match.LinearModel;
import dev.canard.indexer.match.RankerModel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JudgedPairsTest {

    private static final RankerModel COSINE =
            RankerModel.of(new LinearModel(0, Map.of("cosine-claim", new LinearModel.Term(0, 1, 1))));
    private static final PostClaims POST = Events.postClaims("p", "garlic cures the flu they say");

    private final Encoders encoders = new Encoders(List.of(new HashingTextEncoder("a")));
    private final DebunkIndex index = DebunkIndex.inMemory(encoders.ids());

    @BeforeEach
    void fill() {
        index.put(Debunks.falseClaim("garlic", "Garlic cures the flu.", "Does it work?", encoders), 0);
        index.put(Debunks.falseClaim("again", "Garlic cures the flu!", "Another fact-check", encoders), 1);
        index.put(Debunks.falseClaim("onion", "Onions cure the flu of children.", null, encoders), 2);
        index.put(Debunks.falseClaim("birds", "Birds are government drones.", null, encoders), 3);
        index.refresh();
    }

    @AfterEach
    void close() {
        index.close();
        encoders.close();
    }

    @Test
    void right_meetsItsDebunkByClaimAndTitle() {
        try (DebunkSnapshot snapshot = index.acquire()) {
            List<JudgedPair> pairs =
                    new JudgedPairs(snapshot, encoders, COSINE, Set.of(), 2, 1).right(POST, Set.of("garlic"));

            assertThat(pairs).allMatch(JudgedPair::isAbout);
            assertThat(pairs).extracting(JudgedPair::text).containsExactly("Garlic cures the flu.", "Does it work?");
        }
    }

    @Test
    void wrong_meetsWhatItIsConfusedWith_butNoOtherOfTheSameClaim() {
        try (DebunkSnapshot snapshot = index.acquire()) {
            AtomicInteger sought = new AtomicInteger();

            List<JudgedPair> pairs = new JudgedPairs(snapshot, encoders, COSINE, Set.of(), 2, 1)
                    .wrong(List.of(POST), _ -> Set.of("garlic"), sought::incrementAndGet);

            assertThat(pairs).noneMatch(JudgedPair::isAbout);
            assertThat(pairs)
                    .extracting(JudgedPair::text)
                    .containsExactlyInAnyOrder("Onions cure the flu of children.", "Birds are government drones.");
            assertThat(sought).hasValue(1);
        }
    }

    @Test
    void wrong_postOfTheBackground_meetsWhatComesNearest() {
        try (DebunkSnapshot snapshot = index.acquire()) {
            List<JudgedPair> pairs = new JudgedPairs(snapshot, encoders, COSINE, Set.of(), 3, 1)
                    .wrong(List.of(POST), _ -> Set.of(), () -> {});

            assertThat(pairs).hasSize(3).noneMatch(JudgedPair::isAbout);
        }
    }

    @Test
    void wrong_debunkThatNothingIsLearntOf_isNoWrongOneEither() {
        try (DebunkSnapshot snapshot = index.acquire()) {
            List<JudgedPair> pairs = new JudgedPairs(snapshot, encoders, COSINE, Set.of("onion"), 4, 1)
                    .wrong(List.of(POST), _ -> Set.of("garlic"), () -> {});

            assertThat(pairs).extracting(JudgedPair::text).containsExactly("Birds are government drones.");
        }
    }
}
