package dev.canard.deploy.command;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.pipeline.ClientProperties;
import dev.canard.deploy.pipeline.TopicTail;
import dev.canard.deploy.text.AlertText;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.Alert;
import dev.canard.event.EventJson;
import dev.canard.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows alerts. */
@Command(name = "alerts", description = "Shows alerts.", synopsisSubcommandLabel = "COMMAND")
public final class AlertsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(name = "tail", description = "Prints alerts as they come, until Ctrl-C.")
    int tail(
            @Mixin ClusterOptions cluster,
            @Option(names = "--from-beginning", description = "Begins with the oldest alert instead of the next.")
                    boolean fromBeginning,
            @Option(names = "--json", description = "Prints the events as they are, one a line.") boolean json) {
        CanardSettings settings = cluster.load();
        Terminal terminal = Terminal.system();
        Function<Alert, String> form =
                json ? alert -> new String(EventJson.write(alert), StandardCharsets.UTF_8) : AlertText::of;
        try (Shutdown _ = new Shutdown(Thread.currentThread());
                TopicTail<Alert> alerts = new TopicTail<>(
                        ClientProperties.of(settings.kafka()),
                        new Topics(settings.topics()).alerts(),
                        fromBeginning ? TopicTail.From.BEGINNING : TopicTail.From.END)) {
            alerts.readUntilStopped(alert -> {
                // One that was erased has none.
                if (alert.value() != null) {
                    terminal.print(form.apply(alert.value()));
                }
            });
        }
        return 0;
    }
}
