package dev.canard.deploy.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measures quality on labelled data. */
@Command(
        name = "evaluate",
        description = "Measures quality on labelled data.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            EvaluateRetrievalCommand.class,
            EvaluateAlertsCommand.class,
            EvaluateStanceCommand.class,
            EvaluateClaimsCommand.class,
            EvaluateQualityCommand.class
        })
public final class EvaluateCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
