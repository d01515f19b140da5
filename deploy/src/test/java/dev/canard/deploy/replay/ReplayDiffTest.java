package dev.canard.deploy.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.jerolba.carpet.CarpetReader;
import dev.canard.deploy.evaluation.EvaluationResult;
import dev.canard.deploy.evaluation.HtmlReport;
import dev.canard.deploy.evaluation.Share;
import dev.canard.deploy.replay.AlertDifference.Kind;
import dev.canard.deploy.replay.ReplayDiff.Verdict;
import dev.canard.event.Alert;
import dev.canard.event.DebunkSummary;
import dev.canard.event.Events;
import dev.canard.event.Stance;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayDiffTest {

    private static final String HOSTILE = "=cmd()<script>alert(1)</script>";

    private final Alert kept = alert("kept", "it is so", .9);
    private final Alert moved = alert("moved", "it is so", .8);
    private final Alert movedTo = alert("moved", "it is so", .6);
    private final Alert lost = alert("lost", "it is so", .5);
    private final Alert fresh = alert("fresh", HOSTILE, .7);

    @TempDir
    private Path directory;

    @Test
    void of_twoRuns_tellsWhatIsNewLostAndChanged() {
        ReplayDiff diff = diff(Map.of());

        assertThat(diff.pairs())
                .extracting(pair -> pair.alert().post().id(), AlertDifference::kind)
                .containsExactly(
                        tuple("fresh", Kind.NEW),
                        tuple("lost", Kind.LOST),
                        tuple("moved", Kind.CHANGED),
                        tuple("kept", Kind.SAME));
    }

    @Test
    void of_decidedAlerts_givesPrecisionAndRecallOfEachSide() {
        ReplayDiff diff =
                diff(Map.of(kept.id(), Verdict.CONFIRMED, lost.id(), Verdict.CONFIRMED, moved.id(), Verdict.DISMISSED));

        assertThat(diff.before().precision().value()).isEqualTo(2 / 3.0);
        assertThat(diff.before().recall().value()).isEqualTo(1);
        assertThat(diff.after().precision().value()).isEqualTo(.5);
        assertThat(diff.after().recall().value()).isEqualTo(.5);
    }

    @Test
    void share_ofTenOfTwenty_hasTheIntervalOfWilson() {
        Share share = new Share(10, 20);

        assertThat(share.low()).isCloseTo(.299, within(5e-4));
        assertThat(share.high()).isCloseTo(.701, within(5e-4));
        assertThat(new Share(0, 0).value()).isNaN();
    }

    @Test
    void report_ofHostileText_showsItAsText() throws Exception {
        // given
        EvaluationResult result = new DiffReport(diff(Map.of()), "production", "lower").of(OptionalDouble.of(36));

        // when
        Path page = directory.resolve("page.html");
        HtmlReport.write(page, result, "canard replay diff lower", LocalDate.EPOCH);

        // then
        assertThat(Files.readString(page)).contains("&lt;script&gt;").doesNotContain("<script");
        assertThat(result.figures()).containsEntry("new", 1.0).containsEntry("lost", 1.0);
        assertThat(DiffReport.forTerminal(result).getFirst().text()).contains("0.0");
    }

    @Test
    void export_ofHostileText_isNoFormula_andKeepsEveryPair() throws Exception {
        // given
        Path csv = directory.resolve("diff.csv");
        Path json = directory.resolve("diff.jsonl");
        Path parquet = directory.resolve("diff.parquet");

        // when
        DiffExport.csv(diff(Map.of(kept.id(), Verdict.CONFIRMED)), csv);
        DiffExport.jsonLines(diff(Map.of(kept.id(), Verdict.CONFIRMED)), json);
        DiffExport.parquet(diff(Map.of(kept.id(), Verdict.CONFIRMED)), parquet);

        // then
        assertThat(Files.readString(csv)).contains("\"'=cmd()").contains("CONFIRMED");
        assertThat(Files.readAllLines(json))
                .hasSize(4)
                .anyMatch(line -> line.contains("\"kind\":\"LOST\"") && line.contains("\"after\":null"));
        assertThat(new CarpetReader<>(parquet.toFile(), DiffExport.Row.class).toList())
                .hasSize(4)
                .anyMatch(row -> row.text().startsWith("=cmd()") && row.kind().equals("NEW") && row.before() == null)
                .anyMatch(row -> "CONFIRMED".equals(row.moderators()));
    }

    private ReplayDiff diff(Map<String, Verdict> decided) {
        return ReplayDiff.of(byId(kept, moved, lost), byId(kept, movedTo, fresh), decided);
    }

    private static Map<String, Alert> byId(Alert... alerts) {
        return Stream.of(alerts).collect(Collectors.toMap(Alert::id, Function.identity()));
    }

    private static Alert alert(String post, String text, double probability) {
        return new Alert(
                Alert.idOf(post, "d"),
                1,
                Alert.Status.OPEN,
                null,
                Events.post(post, text),
                Events.claim(text, text),
                DebunkSummary.of(Events.debunk("d", "It is so.", dev.canard.event.Verdict.FALSE)),
                List.of(),
                probability,
                probability,
                Events.stance(Stance.SPREADS),
                Events.explanation(),
                Map.of(),
                Events.judgedBy(),
                Events.START);
    }
}
