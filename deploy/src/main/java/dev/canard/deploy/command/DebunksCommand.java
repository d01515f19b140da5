package dev.canard.deploy.command;

import dev.canard.deploy.source.InputKind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
            description =
                    "Sends files of fact-checks to the cluster: ClaimReview JSON Lines, TSV with a header, or articles without"
                            + " markup as HTML or plain text.")
    int importFiles(
            @Mixin ImportOptions options,
            @Option(
                            names = "--claim",
                            paramLabel = "TEXT",
                            description =
                                    "The claim that the article refutes, where Canard does not find it by itself.")
                    @Nullable
                    String claim)
            throws Exception {
        options.importAll(InputKind.DEBUNKS, claim);
        return 0;
    }
}
