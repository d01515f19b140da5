package dev.canard.indexer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrievalEvaluationTest {

    @Test
    void measures_averageOverAllPosts_thatHaveADebunk() {
        RetrievalEvaluation evaluation =
                new RetrievalEvaluation(Map.of("first", Set.of("a"), "third", Set.of("a"), "left-out", Set.of("a")));
        evaluation.add("first", List.of("a", "b"));
        evaluation.add("third", List.of("c", "b", "a"));
        evaluation.add("no debunk", List.of("c"));

        Map<String, Double> measures = evaluation.measures();

        assertThat(measures.get("MAP@1")).isEqualTo(1 / 3.0);
        assertThat(measures.get("MAP@3")).isEqualTo((1 + 1 / 3.0) / 3);
        assertThat(measures.get("MRR")).isEqualTo((1 + 1 / 3.0) / 3);
        assertThat(measures.get("recall@20")).isEqualTo(2 / 3.0);
    }

    @Test
    void measures_countSeveralRightDebunks() {
        RetrievalEvaluation evaluation = new RetrievalEvaluation(Map.of("p", Set.of("a", "b")));
        evaluation.add("p", List.of("a", "x", "b"));

        assertThat(evaluation.measures().get("MAP@1")).isEqualTo(1);
        assertThat(evaluation.measures().get("MAP@5")).isEqualTo((1 + 2 / 3.0) / 2);
    }

    @Test
    void measures_lookAtTheFirst_only() {
        RetrievalEvaluation evaluation = new RetrievalEvaluation(Map.of("p", Set.of("id50")));
        evaluation.add("p", IntStream.range(0, 100).mapToObj(i -> "id" + i).toList());

        assertThat(evaluation.measures())
                .containsEntry("recall@50", 0.0)
                .containsEntry("recall@100", 1.0)
                .containsEntry("MAP@5", 0.0)
                .containsEntry("MRR", 1 / 51.0);
    }

    @Test
    void values_areThoseOfEachPost_inTheOrderOfTheirIds() {
        RetrievalEvaluation evaluation = new RetrievalEvaluation(Map.of("b", Set.of("x"), "a", Set.of("x")));
        evaluation.add("b", List.of("x"));
        evaluation.add("a", List.of("y", "x"));

        assertThat(evaluation.values("MRR")).containsExactly(.5, 1);
        assertThatThrownBy(() -> evaluation.values("MAP@4")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writeRun_givesTheFormOfTrec(@TempDir Path directory) throws Exception {
        RetrievalEvaluation evaluation = new RetrievalEvaluation(Map.of());
        evaluation.add("p", List.of("a", "b"));
        Path run = directory.resolve("a.run");

        evaluation.writeRun(run, "canard");

        assertThat(Files.readAllLines(run))
                .containsExactly("p\tQ0\ta\t1\t1.000000\tcanard", "p\tQ0\tb\t2\t0.500000\tcanard");
    }
}
