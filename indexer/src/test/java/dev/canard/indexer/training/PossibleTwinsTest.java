package dev.canard.indexer.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.Debunk;
import dev.canard.event.Events;
import dev.canard.event.Vector;
import dev.canard.event.Verdict;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PossibleTwinsTest {

    private final PossibleTwins twins = new PossibleTwins(List.of(
            debunk("barefoot", 1f),
            debunk("barefoot in other words", .8f),
            debunk("other shoes", .7f),
            Events.debunk("without vectors", "A claim.", Verdict.FALSE)));

    @Test
    void of_aDebunk_areThoseThatMeanAlmostTheSame_withoutItself() {
        assertThat(twins.of(Set.of("barefoot"))).containsExactly("barefoot in other words");
    }

    @Test
    void of_both_areNeither() {
        assertThat(twins.of(Set.of("barefoot", "barefoot in other words")))
                .doesNotContain("barefoot", "barefoot in other words");
    }

    @Test
    void of_whatIsNotKnownOrHasNoVectors_areNone() {
        assertThat(twins.of(Set.of("unknown", "without vectors"))).isEmpty();
    }

    private static Debunk debunk(String id, float cosine) {
        return Events.debunk(id, "A claim.", Verdict.FALSE).withVectors(List.of(new Vector("e", "claim", new float[] {
            cosine, (float) Math.sqrt(1 - cosine * cosine)
        })));
    }
}
