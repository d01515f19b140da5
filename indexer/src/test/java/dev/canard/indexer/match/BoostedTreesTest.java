package dev.canard.indexer.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.canard.indexer.match.BoostedTrees.Tree;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoostedTreesTest {

    /** Asks for x, and where it is .5 or more for y. */
    private static final Tree DEEP = new Tree(
            List.of(0, 0, 1, 0, 0),
            List.of(.5f, 0f, 10f, 0f, 0f),
            List.of(1, 0, 3, 0, 0),
            List.of(.1, -1.0, .6, 0.0, 2.0));

    private static final Tree SHALLOW =
            new Tree(List.of(1, 0, 0), List.of(3f, 0f, 0f), List.of(1, 0, 0), List.of(0.0, -.25, .25));

    private final BoostedTrees trees = new BoostedTrees(List.of("x", "y"), List.of(DEEP, SHALLOW));

    @Test
    void score_addsTheLeavesThatAreReached() {
        assertThat(trees.score(Map.of("x", .4, "y", 0.0))).isEqualTo(-1.25);
        assertThat(trees.score(Map.of("x", .5, "y", 9.0))).isEqualTo(.25);
        assertThat(trees.score(Map.of("x", .5, "y", 10.0))).isEqualTo(2.25);
        assertThat(BoostedTrees.NONE.score(Map.of())).isZero();
    }

    @Test
    void contributions_withTheMeans_addUpToTheScore() {
        Map<String, Double> features = Map.of("x", 1.0, "y", 11.0);

        Map<String, Double> contributions = trees.contributions(features);

        assertThat(contributions.get("x")).isCloseTo(.5, within(1e-9));
        assertThat(contributions.get("y")).isCloseTo(1.4 + .25, within(1e-9));
        assertThat(.1 + contributions.get("x") + contributions.get("y")).isCloseTo(trees.score(features), within(1e-9));
    }

    @Test
    void score_aFeatureIsMissing_saysWhich() {
        assertThatThrownBy(() -> trees.score(Map.of("x", 1.0))).hasMessageContaining("y");
    }

    @Test
    void new_treeThatHasNoEndOrNoName_isRefused() {
        assertThatThrownBy(() -> new Tree(List.of(0), List.of(0f), List.of(0), List.of()))
                .hasMessageContaining("each node");
        assertThatThrownBy(() -> new Tree(List.of(0, 0), List.of(0f, 0f), List.of(1, 0), List.of(0.0, 0.0)))
                .hasMessageContaining("branch 1");
        assertThatThrownBy(
                        () -> new Tree(List.of(0, 0, 0), List.of(0f, 0f, 0f), List.of(1, 1, 0), List.of(0.0, 0.0, 0.0)))
                .hasMessageContaining("node 1");
        assertThatThrownBy(() -> new BoostedTrees(List.of("x"), List.of(SHALLOW)))
                .hasMessageContaining("no name");
    }
}
