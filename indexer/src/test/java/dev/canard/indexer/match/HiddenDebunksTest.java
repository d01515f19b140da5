package dev.canard.indexer.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.Debunk;
import dev.canard.indexer.Debunks;
import dev.canard.indexer.lucene.Candidate;
import dev.canard.indexer.lucene.DebunkWords;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HiddenDebunksTest {

    @Test
    void without_letsTheOthersMoveUp_onEachListOfItsOwn() {
        // given
        List<Candidate> candidates = List.of(
                candidate("a", 0, Map.of("e", 2)),
                candidate("b", 1, Map.of("e", 0)),
                candidate("c", Candidate.NOT_LISTED, Map.of("e", 1)),
                candidate("d", 2, Map.of()));

        // when
        List<Candidate> left = HiddenDebunks.without(Set.of("a", "b"), candidates);

        // then
        assertThat(left).extracting(candidate -> candidate.debunk().id()).containsExactly("c", "d");
        assertThat(left).extracting(Candidate::lexicalRank).containsExactly(Candidate.NOT_LISTED, 0);
        assertThat(left.getFirst().vectorRanks()).isEqualTo(Map.of("e", 0));
        assertThat(left.getLast().vectorRanks()).isEmpty();
    }

    @Test
    void without_thoseOfOneRank_keepOneRank() {
        List<Candidate> candidates = List.of(
                candidate("a", 0, Map.of()),
                candidate("b", 1, Map.of()),
                candidate("c", 1, Map.of()),
                candidate("d", 3, Map.of()));

        List<Candidate> left = HiddenDebunks.without(Set.of("a"), candidates);

        assertThat(left).extracting(Candidate::lexicalRank).containsExactly(0, 0, 2);
    }

    @Test
    void without_nothingHidden_leavesAll() {
        List<Candidate> candidates = List.of(candidate("a", 3, Map.of("e", 7)));

        assertThat(HiddenDebunks.without(Set.of(), candidates)).isEqualTo(candidates);
    }

    private static Candidate candidate(String id, int lexicalRank, Map<String, Integer> vectorRanks) {
        Debunk debunk = Debunks.falseClaim(id, "A claim", null);
        return new Candidate(debunk, DebunkWords.of(debunk), 0, 0, 0, 0, lexicalRank, vectorRanks);
    }
}
