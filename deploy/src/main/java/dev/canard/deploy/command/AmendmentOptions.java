package dev.canard.deploy.command;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.curation.DebunkCurator;
import dev.canard.deploy.pipeline.ClientProperties;
import dev.canard.deploy.text.DebunkText;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.DebunkAmendment;
import dev.canard.event.DebunkRevision;
import dev.canard.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command needs that changes a debunk by hand. */
final class AmendmentOptions {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; stays in the history.")
    private String reason = "";

    @Option(
            names = "--by",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "Who does it; stays in the history. Default: ${DEFAULT-VALUE}")
    private String by = "";

    @Parameters(paramLabel = "ID", description = "The debunk's id.")
    private String debunkId = "";

    /**
     * Changes the amendment that the debunk has, and prints the step that this makes.
     *
     * @param change from the amendment so far, which may change nothing
     */
    void amend(UnaryOperator<DebunkAmendment> change) throws IOException {
        CanardSettings settings = cluster.load();
        DebunkCurator curator = new DebunkCurator(ClientProperties.of(settings.kafka()), new Topics(settings.topics()));
        List<DebunkRevision> history = curator.history(debunkId);
        if (history.isEmpty()) {
            throw new IOException("no debunk has the id " + debunkId);
        }
        String rawKey = history.getLast().rawKey();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        DebunkAmendment before = curator.amendment(rawKey)
                .map(last -> last.signed(by, reason, now))
                .orElseGet(() -> DebunkAmendment.none(debunkId, by, reason, now));
        Optional<DebunkRevision> step = curator.amend(rawKey, change.apply(before), PATIENCE);
        if (step.isEmpty()) {
            throw new IOException(
                    "sent, but nothing has taken it up within %d seconds: is a process with the role indexer running?"
                            .formatted(PATIENCE.toSeconds()));
        }
        Terminal.system().print(DebunkText.step(step.get()));
    }
}
