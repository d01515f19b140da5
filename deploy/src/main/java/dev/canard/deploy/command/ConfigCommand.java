package dev.canard.deploy.command;

import dev.canard.deploy.config.SettingsReference;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what can be configured. */
@Command(name = "config", description = "Prints every key of the configuration with default, unit and meaning.")
public final class ConfigCommand implements Callable<Integer> {

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(names = "--markdown", description = "Prints the reference page.")
    private boolean markdown;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        // A file or override that is given is checked.
        settings.load();
        var out = spec.commandLine().getOut();
        if (markdown) {
            out.print(SettingsReference.markdown());
        } else {
            for (SettingsReference.Key key : SettingsReference.keys()) {
                out.println("%s: %s".formatted(key.key(), key.defaultValue()));
                out.println("    %s (%s)".formatted(key.meaning(), key.type()));
            }
        }
        out.flush();
        return 0;
    }
}
