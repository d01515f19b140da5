package dev.canard.deploy.command;

import dev.canard.deploy.export.ExportFormat;
import dev.canard.deploy.export.ExportRange;
import dev.canard.deploy.export.TopicExport;
import dev.canard.deploy.pipeline.ClientProperties;
import dev.canard.deploy.replay.Replays;
import dev.canard.deploy.text.Terminal;
import dev.canard.topic.Topic;
import dev.canard.topic.TopicSettings;
import dev.canard.topic.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a topic to files for other tools. */
@Command(
        name = "export",
        description = "Writes the records of a topic to files for other tools, a folder for each day.",
        footer = {
            "",
            "For example, all alerts for DuckDB:",
            "  canard export alerts --all --out alerts",
            "  duckdb -c \"select debunk_rating_verdict, day, count(*) from 'alerts/*/*.parquet' group by all\"",
            "More questions in SQL: deploy/ANALYSIS.md"
        })
public final class ExportCommand implements Callable<Integer> {

    private static final Pattern OFFSETS = Pattern.compile("(\\d{1,9}):(\\d{1,18})-(\\d{1,18})");

    private final InstantSource clock = InstantSource.system();

    @Mixin
    private TopicOptions where = new TopicOptions();

    @Parameters(paramLabel = "TOPIC", description = "Its name without a prefix, for instance alerts or posts.")
    private String name = "";

    @ArgGroup(multiplicity = "1")
    private SinceOptions since = new SinceOptions();

    @Option(names = "--to", paramLabel = "TIME", description = "Only records before then. Default: all that are there")
    private @Nullable Instant to;

    @Option(
            names = "--offsets",
            paramLabel = "PARTITION:FROM-TO",
            description = "Only these offsets, the last one excluded, for instance 0:1000-2000. Repeatable.")
    private List<String> offsets = List.of();

    @Option(names = "--replay", paramLabel = "NAME", description = "The topic of a replay instead of production's.")
    private @Nullable String replay;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "PARQUET",
            description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private ExportFormat format = ExportFormat.PARQUET;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Gets the folders, named day=2026-11-28 and so on. Must not hold anything yet.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        ExportRange range =
                new ExportRange(since.from(clock.instant()), to == null ? Instant.MAX : to, offsets(offsets));
        return where.with(settings -> {
            TopicSettings names = replay == null
                    ? settings.topics()
                    : new Replays(settings)
                            .topicsOf(replay)
                            .orElseThrow(() -> new IllegalArgumentException("no replay is called " + replay));
            Terminal terminal = Terminal.system();
            try (Shutdown shutdown = new Shutdown(Thread.currentThread())) {
                try {
                    TopicExport.Outcome outcome = new TopicExport(
                                    ClientProperties.of(settings.kafka()), named(names, name))
                            .write(range, format, out, left -> terminal.progress("%,d offsets left".formatted(left)));
                    terminal.end();
                    terminal.print("%,d records written to %s".formatted(outcome.records(), out));
                    if (outcome.unreadable() > 0) {
                        terminal.note(
                                "%,d of them are no events of this version: their bytes are in the column record_base64"
                                        .formatted(outcome.unreadable()));
                    }
                    return 0;
                } catch (InterruptException e) {
                    terminal.end();
                    terminal.note("Stopped. Nothing was written.");
                    return shutdown.requested() ? 130 : 1;
                }
            }
        });
    }

    private static Topic<?, ?> named(TopicSettings names, String name) {
        List<Topic<?, ?>> topics = new Topics(names).all();
        return topics.stream()
                .filter(topic -> topic.name().equals(names.prefix() + name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no topic is called %s, these are: %s"
                        .formatted(
                                name,
                                topics.stream()
                                        .map(topic -> topic.name()
                                                .substring(names.prefix().length()))
                                        .collect(Collectors.joining(", ")))));
    }

    private static Map<Integer, ExportRange.Offsets> offsets(List<String> texts) {
        Map<Integer, ExportRange.Offsets> offsets = new HashMap<>();
        for (String text : texts) {
            Matcher parts = OFFSETS.matcher(text);
            if (!parts.matches()) {
                throw new IllegalArgumentException("offsets are given as PARTITION:FROM-TO, not \"" + text + "\"");
            }
            ExportRange.Offsets range =
                    new ExportRange.Offsets(Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3)));
            if (offsets.put(Integer.valueOf(parts.group(1)), range) != null) {
                throw new IllegalArgumentException("partition %s has offsets twice".formatted(parts.group(1)));
            }
        }
        return offsets;
    }
}
