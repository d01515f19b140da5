package dev.canard.deploy.command;

import dev.canard.deploy.source.InputKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Brings fact-checks in. */
@Command(name = "debunks", description = "Brings fact-checks in.", synopsisSubcommandLabel = "COMMAND")
public final class DebunksCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "import",
            description = "Sends files of fact-checks to the cluster: ClaimReview JSON Lines, or TSV with a header.")
    int importFiles(@Mixin ImportOptions options) throws Exception {
        options.importAll(InputKind.DEBUNKS);
        return 0;
    }
}
