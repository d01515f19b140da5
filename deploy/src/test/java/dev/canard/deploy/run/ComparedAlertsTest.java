package dev.canard.deploy.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.Alert;
import dev.canard.event.Debunk;
import dev.canard.event.Events;
import dev.canard.event.Verdict;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ComparedAlertsTest {

    private static final Debunk DEBUNK = Events.debunk("d", "Garlic cures the flu.", Verdict.FALSE);
    private static final Alert ONE = Events.alert(Events.post("p1", "Garlic cures the flu"), DEBUNK);
    private static final Alert TWO = Events.alert(Events.post("p2", "Garlic cures the flu!"), DEBUNK);

    @Test
    void of_laterRevisionsInRenamedClusters_isTheSame() {
        ComparedAlerts compared = ComparedAlerts.of(
                byId(ONE.inCluster("a"), TWO.inCluster("a")),
                byId(ONE.inCluster("b").withRevision(7), TWO.inCluster("b")));

        assertThat(compared.differing()).isEmpty();
        assertThat(compared.common()).isEqualTo(2);
        assertThat(compared.sameNumbers()).isEqualTo(2);
        assertThat(compared.furthest()).isZero();
    }

    @Test
    void of_whatOnlyOneRunHasOrHasOtherwise_differs() {
        ComparedAlerts compared =
                ComparedAlerts.of(byId(ONE.inCluster("a"), TWO.inCluster("a")), byId(TWO.inCluster("b")));

        assertThat(compared.differing())
                .containsOnly(Map.entry(ONE.id(), "only the first has it"), Map.entry(TWO.id(), "cluster"));
        assertThat(ComparedAlerts.of(byId(ONE), byId(withEvidence(ONE, Map.of("bm25", 99.0)))))
                .satisfies(other -> {
                    assertThat(other.differing()).isEmpty();
                    assertThat(other.sameNumbers()).isZero();
                });
    }

    private static Alert withEvidence(Alert alert, Map<String, Double> evidence) {
        return new Alert(
                alert.id(),
                alert.revision(),
                alert.status(),
                alert.reason(),
                alert.post(),
                alert.claim(),
                alert.debunk(),
                alert.otherReviews(),
                alert.probability(),
                alert.about(),
                alert.stance(),
                alert.explanation(),
                evidence,
                alert.judgedBy(),
                alert.raisedAt());
    }

    private static Map<String, Alert> byId(Alert... alerts) {
        return Arrays.stream(alerts).collect(Collectors.toMap(Alert::id, Function.identity()));
    }
}
