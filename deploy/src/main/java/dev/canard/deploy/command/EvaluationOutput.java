package dev.canard.deploy.command;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.evaluation.Evaluation;
import dev.canard.deploy.evaluation.EvaluationResult;
import dev.canard.deploy.evaluation.HtmlReport;
import dev.canard.deploy.evaluation.Workbench;
import dev.canard.deploy.text.Table;
import dev.canard.deploy.text.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options that say where the result of an evaluation goes. It is always printed. */
final class EvaluationOutput {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Writes a page with tables and charts: one HTML file that needs no network.")
    private @Nullable Path report;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes all figures by name as JSON.")
    private @Nullable Path json;

    /** Runs an evaluation that was called from the command line. */
    int run(Evaluation evaluation, CanardSettings settings, CommandSpec spec) throws IOException {
        Terminal terminal = Terminal.system();
        EvaluationResult result;
        try (Workbench bench = Workbench.open(settings, terminal)) {
            result = evaluation.evaluate(bench, Path.of(""));
        }
        for (Table table : result.tables()) {
            terminal.print(table.text());
        }
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String command = command(spec);
        if (report != null) {
            HtmlReport.write(report, result, command, today);
        }
        if (json != null) {
            Map<String, Object> written = new LinkedHashMap<>();
            written.put("title", result.title());
            written.put("command", command);
            written.put("date", today.toString());
            written.put("figures", result.figures());
            JSON.writeValue(json.toFile(), written);
        }
        return 0;
    }

    private static String command(CommandSpec spec) {
        CommandSpec root = spec.root();
        return root.name() + " "
                + String.join(" ", root.commandLine().getParseResult().originalArgs());
    }
}
