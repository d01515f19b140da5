package dev.canard.deploy.command;

import dev.canard.deploy.source.InputKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Brings posts in. */
@Command(name = "posts", description = "Brings posts in.", synopsisSubcommandLabel = "COMMAND")
public final class PostsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "import",
            description = "Sends files of posts to the cluster: one JSON object a line, or CSV or TSV with a header.")
    int importFiles(@Mixin ImportOptions options) throws Exception {
        options.importAll(InputKind.POSTS);
        return 0;
    }
}
