package dev.canard.deploy;

import dev.canard.deploy.command.AlertsCommand;
import dev.canard.deploy.command.BenchCommand;
import dev.canard.deploy.command.CheckCommand;
import dev.canard.deploy.command.ConfigCommand;
import dev.canard.deploy.command.DeadLettersCommand;
import dev.canard.deploy.command.DebunksCommand;
import dev.canard.deploy.command.DemoCommand;
import dev.canard.deploy.command.EraseCommand;
import dev.canard.deploy.command.EvaluateCommand;
import dev.canard.deploy.command.ExportCommand;
import dev.canard.deploy.command.IndexCommand;
import dev.canard.deploy.command.IngestCommand;
import dev.canard.deploy.command.PolicyCommand;
import dev.canard.deploy.command.PostsCommand;
import dev.canard.deploy.command.ReplayCommand;
import dev.canard.deploy.command.RulesCommand;
import dev.canard.deploy.command.RunCommand;
import dev.canard.deploy.command.StartCommand;
import dev.canard.deploy.command.TopicsCommand;
import dev.canard.deploy.command.TrainCommand;
import dev.canard.deploy.config.SettingsException;
import dev.canard.deploy.text.SafeText;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Objects;
import org.apache.kafka.common.errors.InterruptException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Where everything begins: the command line. */
@Command(
        name = "canard",
        description = "Catches known falsehoods while they spread.",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        version = "canard 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Start with: canard demo"},
        subcommands = {
            DemoCommand.class,
            CheckCommand.class,
            RunCommand.class,
            StartCommand.class,
            TopicsCommand.class,
            DebunksCommand.class,
            PostsCommand.class,
            IngestCommand.class,
            DeadLettersCommand.class,
            AlertsCommand.class,
            ReplayCommand.class,
            PolicyCommand.class,
            ExportCommand.class,
            EraseCommand.class,
            IndexCommand.class,
            RulesCommand.class,
            EvaluateCommand.class,
            TrainCommand.class,
            BenchCommand.class,
            ConfigCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Canard {

    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    /** As a shell counts a process that Ctrl-C ended. */
    private static final int STOPPED = 130;

    private static final int LONGEST_MESSAGE = 600;

    private Canard() {}

    public static void main(String[] arguments) {
        // What is printed is for tools as well as for people: the same on every machine.
        Locale.setDefault(Locale.ROOT);
        System.exit(commandLine().execute(arguments));
    }

    /** The command line with its ways to fail: one clear line and exit code 2 for wrong usage, 1 for all else. */
    static CommandLine commandLine() {
        return new CommandLine(new Canard())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler((wrong, _) -> {
                    CommandLine command = wrong.getCommandLine();
                    complain(command.getErr(), messageOf(wrong));
                    command.getErr()
                            .println("See: %s --help"
                                    .formatted(command.getCommandSpec().qualifiedName()));
                    return WRONG_USAGE;
                })
                .setExecutionExceptionHandler((failure, command, _) -> {
                    if (failure instanceof InterruptException) {
                        command.getErr().println("Stopped.");
                        return STOPPED;
                    }
                    complain(command.getErr(), messageOf(failure));
                    if (System.getenv("CANARD_DEBUG") != null) {
                        failure.printStackTrace(command.getErr());
                    }
                    return failure instanceof SettingsException ? WRONG_USAGE : FAILED;
                });
    }

    private static void complain(PrintWriter err, String message) {
        err.println("canard: " + SafeText.oneLine(message, LONGEST_MESSAGE));
    }

    private static String messageOf(Throwable failure) {
        return switch (failure) {
            case NoSuchFileException missing -> missing.getFile() + ": no such file";
            case AccessDeniedException denied -> denied.getFile() + ": access denied";
            default ->
                Objects.requireNonNullElse(
                        failure.getMessage(), failure.getClass().getSimpleName());
        };
    }
}
