package dev.canard.deploy.command;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.erasure.Eraser;
import dev.canard.deploy.erasure.Kept;
import dev.canard.deploy.erasure.Subject;
import dev.canard.deploy.pipeline.ClientProperties;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.Erasure;
import dev.canard.event.Erasure.Kind;
import dev.canard.ingest.AuthorKey;
import dev.canard.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Erases what is kept of a person or a post. */
@Command(
        name = "erase",
        description =
                "Erases all that the cluster keeps of an author or a post: posts, claims, matches, alerts, recent posts. Without --execute it"
                        + " only counts. What was erased leaves the files within a day or two, as topics are compacted; payloads as"
                        + " they were received and dead letters leave when their topics drop them, copies in replays with \"canard replay clean\".")
public final class EraseCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @ArgGroup(multiplicity = "1")
    private Which which = new Which();

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why; stays in the audit trail, so it must not tell who asked. Needed with --execute.")
    private @Nullable String reason;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "Who does it; stays in the audit trail. Default: ${DEFAULT-VALUE}")
    private String by = "";

    @Option(names = "--execute", description = "Erases. It cannot be undone.")
    private boolean execute;

    /** Who or what is erased. */
    private static final class Which {

        @Option(
                names = "--author",
                paramLabel = "ID",
                description =
                        "All posts of an author, by id or handle. Where authors are stored under a key: by what the platform"
                                + " gives, the id or else the handle, or by what is stored.")
        private @Nullable String author;

        @Option(names = "--post", paramLabel = "ID", description = "One post, by id.")
        private @Nullable String post;
    }

    @Override
    public Integer call() throws IOException {
        if (execute && (reason == null || reason.isBlank())) {
            throw new IllegalArgumentException("--execute needs --reason");
        }
        CanardSettings settings = cluster.load();
        AuthorKey key = AuthorKey.of(settings.ingest());
        Subject subject = which.author != null
                ? Subject.author(which.author, key)
                : Subject.post(String.valueOf(which.post), key);
        Eraser eraser = new Eraser(
                ClientProperties.of(settings.kafka()), new Topics(settings.topics()), InstantSource.system());
        Kept kept = eraser.find(subject);
        // A post that no topic holds any more may still be in a store, or on its way.
        Kept erased = subject.kind() == Kind.POST && kept.posts().isEmpty()
                ? new Kept(subject.names(), Map.of(), kept.alerts(), kept.records())
                : kept;
        Terminal terminal = Terminal.system();
        terminal.print("%,d posts, %,d alerts"
                .formatted(kept.posts().size(), kept.alerts().size()));
        for (Map.Entry<String, Integer> topic : new TreeMap<>(kept.records()).entrySet()) {
            terminal.print("  %-24s %,d".formatted(topic.getKey(), topic.getValue()));
        }
        if (subject.kind() == Kind.AUTHOR && kept.posts().isEmpty()) {
            throw new IOException(
                    "no post of this author is kept"
                            + (key == null
                                    ? ""
                                    : "; authors are stored under a key, made of the id where there is one: give that, not the handle"));
        }
        if (!execute) {
            terminal.print("Nothing was changed; --execute erases them.");
            return 0;
        }
        Erasure erasure = eraser.erase(subject, erased, by, String.valueOf(reason), PATIENCE);
        if (erasure == null) {
            throw new IOException(
                    ("sent, but not all was worked off within %d seconds: do the roles ingest, classifier and indexer run?"
                                    + " Run it again to be sure")
                            .formatted(PATIENCE.toSeconds()));
        }
        terminal.print("Erased; the audit trail names %s".formatted(erasure.subject()));
        return 0;
    }
}
