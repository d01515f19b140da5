package dev.canard.deploy.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.deadletter.DeadLetterFilter;
import dev.canard.deploy.deadletter.DeadLetterReplayer;
import dev.canard.deploy.deadletter.DeadLetters;
import dev.canard.deploy.deadletter.StoredLetter;
import dev.canard.deploy.pipeline.ClientProperties;
import dev.canard.deploy.text.DeadLetterText;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.EventJson;
import dev.canard.topic.Topics;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks after what could not be used. */
@Command(
        name = "dead-letters",
        description = "Looks after what could not be used.",
        synopsisSubcommandLabel = "COMMAND")
public final class DeadLettersCommand implements Runnable {

    private static final JsonMapper JSON = EventJson.mapper();

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(name = "list", description = "Lists them, one a line.")
    int list(
            @Mixin ClusterOptions cluster,
            @Mixin DeadLetterFilterOptions which,
            @Option(names = "--json", description = "Prints the events as they are, one a line.") boolean json) {
        CanardSettings settings = cluster.load();
        Terminal terminal = Terminal.system();
        Consumer<StoredLetter> reader = json
                ? stored -> terminal.print(jsonOf(stored).toString())
                : stored -> terminal.print("%-8s %s  %s%s"
                        .formatted(
                                stored.id(),
                                stored.letter().failedAt(),
                                DeadLetterText.of(stored.letter()),
                                stored.replay() == null ? "" : "  [replayed]"));
        letters(settings).read(which.filter(settings.topics()), reader);
        return 0;
    }

    @Command(name = "show", description = "Shows one, with its bytes as they were received.")
    int show(
            @Mixin ClusterOptions cluster,
            @Option(names = "--raw", description = "Writes its bytes to standard output, and nothing else.")
                    boolean raw,
            @Parameters(paramLabel = "ID", description = "Its id, as list shows it.") String id)
            throws IOException {
        CanardSettings settings = cluster.load();
        List<StoredLetter> found = new ArrayList<>();
        letters(settings).read(new DeadLetterFilter(Set.of(id), Set.of(), null, null, null, null), found::add);
        if (found.isEmpty()) {
            throw new IllegalArgumentException("no dead letter " + id);
        }
        StoredLetter stored = found.getFirst();
        byte[] value = stored.letter().value();
        if (!raw) {
            Terminal.system().print(DeadLetterText.inFull(stored.id(), stored.letter(), stored.obstacle()));
        } else if (value != null) {
            System.out.write(value);
            System.out.flush();
        }
        return 0;
    }

    @Command(
            name = "replay",
            description =
                    "Sends them back to the topics that they were read from, each once, however often it is asked to.")
    int replay(
            @Mixin ClusterOptions cluster,
            @Mixin DeadLetterFilterOptions which,
            @Option(names = "--all", description = "All of them, where nothing else says which.") boolean all) {
        CanardSettings settings = cluster.load();
        DeadLetterFilter filter = which.filter(settings.topics());
        if (filter.isOpen() && !all) {
            throw new IllegalArgumentException("say which ones, or --all");
        }
        Terminal terminal = Terminal.system();
        long[] passedOver = {0};
        long sent = new DeadLetterReplayer(client(settings), new Topics(settings.topics()), InstantSource.system())
                .replay(filter, stored -> {
                    passedOver[0]++;
                    terminal.note(
                            "%s: %s".formatted(stored.id(), DeadLetterText.oneLine(String.valueOf(stored.obstacle()))));
                });
        terminal.print("%d replayed, %d passed over".formatted(sent, passedOver[0]));
        return 0;
    }

    private static ObjectNode jsonOf(StoredLetter stored) {
        ObjectNode node = JSON.createObjectNode().put("id", stored.id());
        if (stored.replay() != null) {
            node.put("replayedAt", stored.replay().replayedAt().toString());
        }
        return node.set("letter", JSON.valueToTree(stored.letter()));
    }

    private static DeadLetters letters(CanardSettings settings) {
        return new DeadLetters(client(settings), new Topics(settings.topics()));
    }

    private static Map<String, Object> client(CanardSettings settings) {
        return ClientProperties.of(settings.kafka());
    }
}
