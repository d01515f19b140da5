package dev.canard.deploy.command;

import dev.canard.deploy.deadletter.DeadLetterFilter;
import dev.canard.event.DeadLetter;
import dev.canard.topic.TopicSettings;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which dead letters a command is about. */
final class DeadLetterFilterOptions {

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            split = ",",
            description = "What is wrong: ${COMPLETION-CANDIDATES}.")
    private Set<DeadLetter.Kind> kinds = EnumSet.noneOf(DeadLetter.Kind.class);

    @Option(names = "--source", paramLabel = "TEXT", description = "A part of the name of the file, stream or request.")
    private @Nullable String source;

    @Option(
            names = "--topic",
            paramLabel = "NAME",
            description = "The topic that they were read from, without topics.prefix, for instance posts.raw.")
    private @Nullable String topic;

    @Option(names = "--since", paramLabel = "TIME", description = "The first time, for instance 2026-01-31T09:00:00Z.")
    private @Nullable Instant since;

    @Option(names = "--until", paramLabel = "TIME", description = "The time behind the last one.")
    private @Nullable Instant until;

    @Parameters(arity = "0..*", paramLabel = "ID", description = "Their ids, as list shows them, for instance 3/1042.")
    private Set<String> ids = new HashSet<>();

    DeadLetterFilter filter(TopicSettings topics) {
        return new DeadLetterFilter(ids, kinds, source, topic == null ? null : topics.prefix() + topic, since, until);
    }
}
