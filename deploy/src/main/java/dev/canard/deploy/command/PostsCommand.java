package dev.canard.deploy.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
            description =
                    "Sends files of posts to the cluster: one JSON object a line, as Canard or a platform writes it, or CSV"
                            + " or TSV with a header.")
    int importFiles(
            @Mixin ImportOptions options,
            @Option(
                            names = "--format",
                            paramLabel = "NAME",
                            completionCandidates = PostFormatNames.class,
                            converter = PostFormatNames.class,
                            description =
                                    "What the posts are: ${COMPLETION-CANDIDATES}. Default: canard, Canard's own form.")
                    @Nullable
                    String format)
            throws Exception {
        options.importPosts(format);
        return 0;
    }
}
