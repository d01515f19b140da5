package dev.canard.deploy.command;

import dev.canard.deploy.evaluation.Evaluation;
import dev.canard.deploy.evaluation.QualityCheck;
import dev.canard.deploy.evaluation.QualityFigures;
import dev.canard.deploy.evaluation.Workbench;
import dev.canard.deploy.text.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Measures known figures once more. */
@Command(
        name = "quality",
        description = "Measures the figures of a list once more, and ends with exit code 1 if one got worse.",
        footer = {
            "",
            "The list is YAML; the one that comes with Canard is deploy/quality.yaml of its sources. Each figure has a name, the",
            "arguments of \"canard evaluate\" that give it, its name in what --json writes, its value, and how much worse it may be."
        })
public final class EvaluateQualityCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "What the names of files in the list are relative to.")
    private Path data = Path.of("");

    @Option(names = "--figures", paramLabel = "FILE", description = "The list. Default: the one that Canard ships")
    private @Nullable Path figures;

    @Option(names = "--write", description = "Writes what was measured into the list of --figures.")
    private boolean write;

    @Override
    public Integer call() throws IOException {
        if (write && figures == null) {
            throw new ParameterException(spec.commandLine(), "--write needs --figures, the file to write");
        }
        QualityFigures known = figures == null ? QualityFigures.shipped() : QualityFigures.read(figures);
        Terminal terminal = Terminal.system();
        try (Workbench bench = Workbench.open(settings.load(), terminal)) {
            QualityCheck.Outcome outcome = new QualityCheck(bench, data, EvaluateQualityCommand::parse)
                    .check(known, LocalDate.now(ZoneOffset.UTC));
            terminal.print(outcome.table().text());
            if (write && figures != null) {
                outcome.renewed().write(figures);
                return 0;
            }
            return outcome.holds() ? 0 : 1;
        }
    }

    /**
     * The evaluation that some arguments of {@code canard evaluate} ask for.
     *
     * @throws IllegalArgumentException if they are wrong
     */
    public static Evaluation parse(String arguments) {
        try {
            ParseResult parsed = new CommandLine(new EvaluateCommand())
                    .parseArgs(arguments.strip().split("\\s+", -1));
            if (parsed.subcommand() != null
                    && parsed.subcommand().commandSpec().userObject() instanceof Evaluation evaluation) {
                return evaluation;
            }
        } catch (ParameterException e) {
            throw new IllegalArgumentException("\"%s\": %s".formatted(arguments, e.getMessage()), e);
        }
        throw new IllegalArgumentException("\"%s\" evaluates nothing".formatted(arguments));
    }
}
