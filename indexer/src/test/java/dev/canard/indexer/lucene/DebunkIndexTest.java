package dev.canard.indexer.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.canard.event.Debunk;
import dev.canard.event.Vector;
import dev.canard.indexer.Debunks;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.encoder.HashingTextEncoder;
import dev.canard.indexer.encoder.TextEncoder.Role;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DebunkIndexTest {

    private static final String TOPIC = "canard.debunks-0";
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    private final Encoders encoders = new Encoders(List.of(new HashingTextEncoder("a"), new HashingTextEncoder("b")));

    private final Debunk garlic =
            Debunks.falseClaim("garlic", "Garlic cures the flu.", "Does Garlic Cure Flu?", encoders);
    private final Debunk birds = Debunks.falseClaim("birds", "Birds are government drones.", null, encoders);

    @TempDir
    private Path directory;

    @Test
    void candidates_giveBackTheDebunk_withItsVectors() {
        try (DebunkIndex index = DebunkIndex.inMemory(encoders.ids())) {
            index.put(garlic, 0);
            index.put(birds, 1);
            index.refresh();

            try (DebunkSnapshot snapshot = index.acquire()) {
                assertThat(snapshot.debunk("garlic")).hasValueSatisfying(found -> {
                    assertThat(found.offset()).isZero();
                    assertThat(found.debunk().withVectors(List.of())).isEqualTo(garlic.withVectors(List.of()));
                    assertThat(found.debunk().vectors()).containsExactlyInAnyOrderElementsOf(garlic.vectors());
                });
                assertThat(snapshot.size()).isEqualTo(2);
                assertThat(snapshot.debunk("moon")).isEmpty();
            }
        }
    }

    @Test
    void candidates_giveBackTheVectorsOfTheArticle() {
        Debunk withBody = garlic.withVectors(Stream.concat(
                        garlic.vectors().stream(), Stream.of(new Vector("a", "body/0", new float[] {1, 0})))
                .toList());
        try (DebunkIndex index = DebunkIndex.inMemory(encoders.ids())) {
            index.put(withBody, 0);
            index.refresh();

            try (DebunkSnapshot snapshot = index.acquire()) {
                assertThat(snapshot.debunk("garlic").orElseThrow().debunk().vectors())
                        .containsExactlyInAnyOrderElementsOf(withBody.vectors());
            }
        }
    }

    @Test
    void candidates_areMeasuredByWordsAndByMeaning() {
        try (DebunkIndex index = DebunkIndex.inMemory(encoders.ids())) {
            index.put(garlic, 0);
            index.put(birds, 1);
            index.refresh();

            List<Candidate> candidates = search(index, "garlic cured my flu", 5);

            assertThat(candidates).hasSize(2);
            Candidate first = candidate(candidates, "garlic");
            assertThat(first.lexicalRank()).isZero();
            assertThat(first.vectorRanks()).containsEntry("a", 0).containsEntry("b", 0);
            assertThat(first.bm25Claim()).isPositive();
            assertThat(first.bm25Title()).isPositive();
            assertThat(first.bm25Both()).isPositive();
            Candidate second = candidate(candidates, "birds");
            assertThat(second.lexicalRank()).isEqualTo(Candidate.NOT_LISTED);
            assertThat(second.vectorRanks()).containsEntry("a", 1).containsEntry("b", 1);
            assertThat(second.bm25Both()).isZero();
        }
    }

    @Test
    void candidates_ofFew_areThoseForemostOnAllLists() {
        try (DebunkIndex index = DebunkIndex.inMemory(encoders.ids())) {
            index.put(birds, 0);
            index.put(garlic, 1);
            index.refresh();

            try (DebunkSnapshot snapshot = index.acquire()) {
                assertThat(snapshot.candidates(query("garlic cured my flu"), 5, 1))
                        .extracting(candidate -> candidate.debunk().id())
                        .containsExactly("garlic");
            }
        }
    }

    @Test
    void candidates_haveTheBm25OfTheFormula() {
        try (DebunkIndex index = DebunkIndex.inMemory(encoders.ids())) {
            index.put(Debunks.falseClaim("1", "garlic", null, encoders), 0);
            index.refresh();

            WordFrequencies words = WordFrequencies.SHIPPED;
            double length = 1 / words.lengths().get("claim");
            assertThat(candidate(search(index, "garlic", 5), "1").bm25Claim())
                    .isCloseTo(words.idf("garlic") / (1 + 1.2 * (.3 + .7 * length)), within(1e-5));
        }
    }

    @Test
    void candidates_haveTheSameBm25_whateverElseIsIndexed() {
        try (DebunkIndex index = DebunkIndex.inMemory(encoders.ids())) {
            index.put(garlic, 0);
            index.refresh();
            double alone =
                    candidate(search(index, "garlic cured my flu", 5), "garlic").bm25Both();

            for (int i = 1; i <= 20; i++) {
                index.put(Debunks.falseClaim("other" + i, "Garlic soup number " + i + " heals", null, encoders), i);
            }
            index.delete("other7", 21);
            index.refresh();

            assertThat(candidate(search(index, "garlic cured my flu", 30), "garlic")
                            .bm25Both())
                    .isEqualTo(alone);
        }
    }

    @Test
    void candidates_findNothing_inAnEmptyIndexOrWithoutWords() {
        try (DebunkIndex index = DebunkIndex.inMemory(encoders.ids())) {
            assertThat(search(index, "garlic", 5)).isEmpty();

            index.put(garlic, 0);
            index.refresh();

            assertThat(search(index, "", 5))
                    .hasSize(1)
                    .allSatisfy(found -> assertThat(found.bm25Both()).isZero());
        }
    }

    @Test
    void candidates_areBounded_forAHugeText() {
        try (DebunkIndex index = DebunkIndex.inMemory(encoders.ids())) {
            index.put(garlic, 0);
            index.refresh();
            StringBuilder huge = new StringBuilder("garlic");
            for (int i = 0; i < 100_000; i++) {
                huge.append(" w").append(i);
            }

            assertThat(search(index, huge.toString(), 5)).hasSize(1);
        }
    }

    @Test
    void put_replacesTheDebunk_withTheSameId() {
        try (DebunkIndex index = DebunkIndex.inMemory(encoders.ids())) {
            index.put(garlic, 0);
            index.put(Debunks.falseClaim("garlic", "Onions cure the flu.", null, encoders), 1);
            index.refresh();

            try (DebunkSnapshot snapshot = index.acquire()) {
                assertThat(snapshot.size()).isEqualTo(1);
                assertThat(snapshot.debunk("garlic").orElseThrow().debunk().claim())
                        .isEqualTo("Onions cure the flu.");
                assertThat(snapshot.debunk("garlic").orElseThrow().debunk().vectors())
                        .extracting(Vector::field)
                        .containsExactlyInAnyOrder("claim", "claim", "both", "both");
            }
        }
    }

    @Test
    void delete_removesTheDebunk_andMovesTheOffset() {
        try (DebunkIndex index = DebunkIndex.inMemory(encoders.ids())) {
            index.put(garlic, 0);
            index.delete("garlic", 1);
            index.delete("never there", 2);
            index.refresh();
            index.delete("never there", 3);
            index.refresh();

            try (DebunkSnapshot snapshot = index.acquire()) {
                assertThat(snapshot.size()).isZero();
                assertThat(snapshot.offset()).isEqualTo(4);
            }
        }
    }

    @Test
    void acquire_givesAStateThatStays_untilTheNextRefresh() {
        try (DebunkIndex index = DebunkIndex.inMemory(encoders.ids())) {
            index.put(garlic, 4);
            index.refresh();
            index.put(birds, 7);

            assertThat(index.offset()).isEqualTo(8);
            try (DebunkSnapshot before = index.acquire()) {
                index.refresh();
                try (DebunkSnapshot after = index.acquire()) {
                    assertThat(before.offset()).isEqualTo(5);
                    assertThat(before.size()).isEqualTo(1);
                    assertThat(after.offset()).isEqualTo(8);
                    assertThat(after.size()).isEqualTo(2);
                }
            }
            try (DebunkSnapshot still = index.acquire()) {
                assertThat(still.size()).isEqualTo(2);
            }
        }
    }

    @Test
    void open_goesOnWhereTheLastCommitWas() {
        try (DebunkIndex index = DebunkIndex.open(directory, encoders.ids())) {
            assertThat(index.committedOffset(TOPIC)).isNull();
            index.put(garlic, 0);
            index.put(birds, 1);
            index.commit(TOPIC, 5, TIME, TIME);
        }
        try (DebunkIndex index = DebunkIndex.open(directory, encoders.ids());
                DebunkSnapshot snapshot = index.acquire()) {
            assertThat(index.committedOffset(TOPIC)).isEqualTo(5);
            assertThat(index.committedOffset("other.debunks-0")).isNull();
            assertThat(snapshot.offset()).isEqualTo(5);
            assertThat(snapshot.size()).isEqualTo(2);
        }
    }

    @Test
    void open_forgetsWhatWasNotCommitted_togetherWithItsOffset() {
        try (DebunkIndex index = DebunkIndex.open(directory, encoders.ids())) {
            index.put(garlic, 0);
            index.commit(TOPIC, 1, TIME, TIME);
            index.put(birds, 1);
            index.refresh();
        }
        try (DebunkIndex index = DebunkIndex.open(directory, encoders.ids());
                DebunkSnapshot snapshot = index.acquire()) {
            assertThat(index.committedOffset(TOPIC)).isEqualTo(1);
            assertThat(snapshot.offset()).isEqualTo(1);
            assertThat(snapshot.size()).isEqualTo(1);
        }
    }

    @Test
    void open_beginsAnew_withOtherEncoders() {
        try (DebunkIndex index = DebunkIndex.open(directory, encoders.ids())) {
            index.put(garlic, 0);
            index.commit(TOPIC, 1, TIME, TIME);
        }
        try (DebunkIndex index = DebunkIndex.open(directory, List.of("c"));
                DebunkSnapshot snapshot = index.acquire()) {
            assertThat(index.committedOffset(TOPIC)).isNull();
            assertThat(snapshot.size()).isZero();
        }
    }

    @Test
    void open_doesNotTakeAnIndex_thatIsInUse() {
        try (DebunkIndex index = DebunkIndex.open(directory, encoders.ids())) {
            assertThatThrownBy(() -> DebunkIndex.open(directory, encoders.ids()))
                    .hasMessageContaining("Lock");

            index.put(garlic, 0);
            index.commit(TOPIC, 1, TIME, TIME);
        }
    }

    @Test
    @Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void settle_mergesWhatAFloodLeft_andFindsTheSame() {
        DebunkHistory history = new DebunkHistory(120);
        try (DebunkIndex index = history.open(directory)) {
            flood(history, index);
            assertThat(index.segments()).isGreaterThan(10);
            assertThat(index.isSettled()).isFalse();
            List<Map<String, DebunkHistory.Answer>> before = history.answers(index);

            DebunkHistory.settle(index);

            assertThat(index.segments()).isEqualTo(1);
            assertThat(history.answers(index).equals(before)).as("same answers").isTrue();
        }
    }

    @Test
    @Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void settle_mergesWhatAnEarlierProcessLeft_whoseMergesWereBrokenOff() {
        DebunkHistory history = new DebunkHistory(120);
        List<Map<String, DebunkHistory.Answer>> before;
        try (DebunkIndex index = history.open(directory)) {
            flood(history, index);
            before = history.answers(index);
            index.settle();
        }

        try (DebunkIndex index = history.open(directory)) {
            assertThat(index.builtAnewFor()).isEmpty();
            assertThat(history.answers(index).equals(before)).as("same answers").isTrue();

            DebunkHistory.settle(index);

            assertThat(index.segments()).isEqualTo(1);
            assertThat(history.answers(index).equals(before)).as("same answers").isTrue();
        }
    }

    private static void flood(DebunkHistory history, DebunkIndex index) {
        index.flood();
        for (int i = 0; i < 120; i += 10) {
            history.apply(index, i, i + 10);
            index.refresh();
            history.commit(index);
        }
    }

    @Test
    void awaitOffset_waitsForTheRefresh() throws Exception {
        try (DebunkIndex index = DebunkIndex.inMemory(encoders.ids())) {
            index.put(garlic, 0);
            assertThat(index.awaitOffset(1, Duration.ZERO)).isFalse();

            CompletableFuture<Void> refresh = CompletableFuture.runAsync(index::refresh);

            assertThat(index.awaitOffset(1, Duration.ofSeconds(30))).isTrue();
            refresh.join();
        }
    }

    @Test
    void acquire_fails_onceClosed() {
        DebunkIndex index = DebunkIndex.inMemory(encoders.ids());
        index.close();

        assertThatThrownBy(index::acquire).isInstanceOf(UncheckedIOException.class);
        assertThat(index.size()).isZero();
    }

    private List<Candidate> search(DebunkIndex index, String text, int perList) {
        try (DebunkSnapshot snapshot = index.acquire()) {
            return snapshot.candidates(query(text), perList, 3 * perList);
        }
    }

    private DebunkQuery query(String text) {
        return new DebunkQuery(text, encoders.encode(text, Role.QUERY));
    }

    private static Candidate candidate(List<Candidate> candidates, String id) {
        return candidates.stream()
                .filter(candidate -> candidate.debunk().id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
