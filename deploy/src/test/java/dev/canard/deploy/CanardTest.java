package dev.canard.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CanardTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "check",
                "run",
                "run --debunks",
                "run --format morse --debunks d --posts p",
                "posts import --format morse --bootstrap-servers localhost:1 p.jsonl",
                "demo --rate soon",
                "start --role cook --bootstrap-servers localhost:1",
                "evaluate retrieval --posts p.tsv",
                "evaluate alerts --debunks d.tsv",
                "index snapshot --state .",
                "index restore --from .",
                "index rebuild",
                "evaluate quality",
                "evaluate quality --data . --write",
                "config --set http.porto=1",
                "config --config missing.yaml",
            })
    void execute_wrongUsage_exitsWithTwoAndSaysWhyInOneLine(String arguments) {
        // when
        int code = execute(arguments.split(" "));

        // then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString().lines().findFirst().orElseThrow()).startsWith("canard: ");
        assertThat(err.toString().lines().count()).isLessThanOrEqualTo(2);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void execute_missingInput_exitsWithOneAndNamesTheFile(@TempDir Path directory) {
        // given
        Path missing = directory.resolve("posts.jsonl");

        // when
        int code = execute("run", "--debunks", missing.toString(), "--posts", missing.toString());

        // then
        assertThat(code).isEqualTo(1);
        assertThat(err.toString().lines().findFirst().orElseThrow()).isEqualTo("canard: " + missing + ": no such file");
    }

    @Test
    void execute_evaluationOfMissingInput_exitsWithOneAndNamesTheFile(@TempDir Path directory) {
        // given
        Path missing = directory.resolve("figures.yaml");

        // when
        int code = execute("evaluate", "quality", "--data", ".", "--figures", missing.toString());

        // then
        assertThat(code).isEqualTo(1);
        assertThat(err.toString().lines().findFirst().orElseThrow()).isEqualTo("canard: " + missing + ": no such file");
    }

    @Test
    void execute_rulesTest_endsWithOneIfAnExampleFailed(@TempDir Path directory) throws IOException {
        // given
        String rule = "- {id: chip, mode: live, debunk: d1, query: chip, examples: {matches: [a chip], ignores: [%s]}}";
        Path good = Files.writeString(directory.resolve("good.yaml"), rule.formatted("a ship"));
        Path bad = Files.writeString(directory.resolve("bad.yaml"), rule.formatted("no chip"));
        Path broken = Files.writeString(
                directory.resolve("broken.yaml"), rule.formatted("no chip").replace("query", "autor: jane, query"));

        // then
        assertThat(execute("rules", "test", good.toString())).isZero();
        assertThat(execute("rules", "test", bad.toString())).isEqualTo(1);
        assertThat(execute("rules", "test", broken.toString())).isEqualTo(1);
        assertThat(err.toString()).startsWith("canard: " + broken + ", line 1: autor: unknown key; known here: ");
    }

    @Test
    void execute_runWithRulesThatAnExampleDisproves_failsBeforeItStarts(@TempDir Path directory) throws IOException {
        // given
        Path rules = Files.writeString(
                directory.resolve("rules.yaml"),
                "- {id: chip, mode: live, debunk: d1, query: chip, examples: {matches: [a ship]}}");
        Path input = Files.writeString(directory.resolve("input.jsonl"), "{}");

        // when
        int code = execute(
                "run", "--debunks", input.toString(), "--posts", input.toString(), "--set", "rules.file=" + rules);

        // then
        assertThat(code).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("canard: " + rules + ", line 1: rule chip: an example of what it matches");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "demo",
                "run",
                "start",
                "topics",
                "topics create",
                "topics describe",
                "debunks",
                "debunks import",
                "debunks search",
                "debunks list",
                "debunks show",
                "debunks unmapped",
                "posts",
                "posts import",
                "alerts",
                "alerts tail",
                "index",
                "index snapshot",
                "index restore",
                "index rebuild",
                "rules",
                "rules test",
                "evaluate",
                "evaluate retrieval",
                "evaluate alerts",
                "evaluate quality",
                "train",
                "train claims",
                "train cross-encoder",
                "train encoder",
                "train matching",
                "train stance",
                "train words",
                "config"
            })
    void execute_help_isThereForEveryCommand(String command) {
        // when
        int code = execute((command + " --help").strip().split(" "));

        // then
        assertThat(code).isZero();
        assertThat(out.toString()).contains("Usage: canard " + command).contains("--help");
    }

    @Test
    void execute_trainWords_countsTwinsOnce(@TempDir Path directory) throws IOException {
        // given
        StringBuilder rows = new StringBuilder("id\tclaim\ttitle\n");
        for (int i = 0; i < 3; i++) {
            rows.append("garlic-%d\tGarlic cures illness number %d\tNo cure\n".formatted(i, i));
        }
        Path debunks = Files.writeString(directory.resolve("debunks.tsv"), rows);
        Path twins = Files.writeString(
                directory.resolve("twins.tsv"),
                "id\tclaim\ttitle\ntwin\t\"Garlic\" cures illness, number 1\tNo cure!\n");
        Path words = directory.resolve("words.json");

        // when
        int code = execute(
                "train",
                "words",
                "--debunks",
                debunks.toString(),
                "--debunks",
                twins.toString(),
                "--out",
                words.toString());

        // then
        assertThat(code).as(err.toString()).isZero();
        assertThat(Files.readString(words)).contains("\"debunks\" : 3", "\"garlic\" : 3");
    }

    @Test
    void execute_terminalCodesInAWrongArgument_doNotReachTheTerminal() {
        // when
        execute("run", "--debunks", "d", "--posts", "p", "--set", "\u001B[2Jx=1");

        // then
        assertThat(err.toString()).doesNotContain("\u001B");
    }

    private int execute(String... arguments) {
        CommandLine commandLine = Canard.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
