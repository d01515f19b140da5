package dev.canard.deploy.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a source without an end is called. */
final class SourceNameOptions {

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "Its name: how far it was read is kept under it, and one process at a time reads it. Default: made of where"
                            + " it is.")
    private @Nullable String name;

    String or(String standard) {
        return name == null ? standard : name;
    }
}
