package dev.canard.indexer.lucene;

import dev.canard.event.Debunk;
import dev.canard.event.Vector;
import dev.canard.indexer.Debunks;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.encoder.HashingTextEncoder;
import dev.canard.indexer.encoder.TextEncoder.Role;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A topic of debunks as it may be: new ones, changed ones and retractions, the same each time. */
final class DebunkHistory {

    static final String TOPIC = "canard.debunks-0";

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    /** So few that all are candidates of each search, on each list. */
    private static final int IDS = 60;

    private static final List<String> WORDS = List.of(
            "garlic",
            "flu",
            "cures",
            "doctors",
            "hide",
            "birds",
            "drones",
            "government",
            "moon",
            "cheese",
            "vaccine",
            "magnet",
            "river",
            "dolphins",
            "swim",
            "tower",
            "waves",
            "honey",
            "never",
            "spoils",
            "lemon",
            "water");

    private final Encoders encoders = new Encoders(List.of(new HashingTextEncoder("a"), new HashingTextEncoder("b")));
    private final List<Change> changes = new ArrayList<>();

    /** A debunk, its vectors, its ranks, and BM25 of its fields. */
    record Answer(
            Debunk debunk, Set<Vector> vectors, Map<String, Integer> vectorRanks, int lexicalRank, List<Double> bm25) {}

    private record Change(String id, @Nullable Debunk debunk) {}

    DebunkHistory(int length) {
        Random random = new Random(1);
        for (int offset = 0; offset < length; offset++) {
            String id = "debunk-" + random.nextInt(IDS);
            changes.add(new Change(
                    id,
                    random.nextInt(6) == 0
                            ? null
                            : Debunks.falseClaim(id, words(random, 6), words(random, 4), encoders)));
        }
    }

    List<String> encoders() {
        return encoders.ids();
    }

    DebunkIndex open(Path directory) {
        return DebunkIndex.open(directory, encoders.ids());
    }

    /** Applies the changes with offsets from {@code from} to before {@code to}. */
    void apply(DebunkIndex index, long from, long to) {
        for (long offset = from; offset < to; offset++) {
            Change change = changes.get((int) offset);
            if (change.debunk == null) {
                index.delete(change.id, offset);
            } else {
                index.put(change.debunk, offset);
            }
        }
    }

    void commit(DebunkIndex index) {
        index.commit(TOPIC, index.offset(), START.plusSeconds(index.offset()), START);
    }

    /** Does what a restart does: reads on from where the index says it stopped, to the end. */
    void catchUp(DebunkIndex index) {
        Long committed = index.committedOffset(TOPIC);
        apply(index, committed == null ? 0 : committed, changes.size());
        index.refresh();
    }

    /** Waits until no files come and go but by what is done next. */
    static void settle(DebunkIndex index) {
        index.settle();
        while (!index.isSettled()) {
            Thread.yield();
        }
        index.refresh();
    }

    /** What some searches find, by the id of the debunk: the same however the index is cut into segments. */
    List<Map<String, Answer>> answers(DebunkIndex index) {
        Random random = new Random(2);
        List<Map<String, Answer>> answers = new ArrayList<>();
        try (DebunkSnapshot snapshot = index.acquire()) {
            for (int query = 0; query < 20; query++) {
                String text = words(random, 3);
                Map<String, Answer> found = new TreeMap<>();
                for (Candidate candidate :
                        snapshot.candidates(new DebunkQuery(text, encoders.encode(text, Role.QUERY)), IDS, IDS)) {
                    found.put(
                            candidate.debunk().id(),
                            new Answer(
                                    candidate.debunk().withVectors(List.of()),
                                    Set.copyOf(candidate.debunk().vectors()),
                                    candidate.vectorRanks(),
                                    candidate.lexicalRank(),
                                    List.of(
                                            candidate.bm25Claim(),
                                            candidate.bm25Title(),
                                            candidate.bm25Both(),
                                            candidate.bm25Body())));
                }
                answers.add(found);
            }
        }
        return answers;
    }

    private static String words(Random random, int count) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add(WORDS.get(random.nextInt(WORDS.size())));
        }
        return String.join(" ", words);
    }
}
