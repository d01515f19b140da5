package dev.canard.deploy.command;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.config.KafkaSettings;
import dev.canard.deploy.connector.Connector;
import dev.canard.deploy.connector.FileConnector;
import dev.canard.deploy.connector.JetstreamConnector;
import dev.canard.deploy.connector.MastodonConnector;
import dev.canard.deploy.connector.MastodonTimeline;
import dev.canard.deploy.connector.TopicConnector;
import dev.canard.deploy.pipeline.ClientProperties;
import dev.canard.deploy.source.InputFile;
import dev.canard.deploy.source.PostPayloads;
import dev.canard.topic.Topics;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads sources of posts. */
@Command(
        name = "ingest",
        description = "Reads a source of posts, and goes on where an earlier process stopped, however it stopped.",
        synopsisSubcommandLabel = "COMMAND")
public final class IngestCommand implements Runnable {

    private static final String JETSTREAM = "wss://jetstream2.us-east.bsky.network/subscribe"
            + "?wantedCollections=app.bsky.feed.post&wantedCollections=app.bsky.feed.repost";

    /** Of files that are followed at once, each with a connection to Kafka. */
    private static final int MOST_FOLLOWED = 100;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(name = "files", description = "Reads files and folders, also packed with gzip or Zstandard.")
    int files(
            @Mixin IngestOptions options,
            @Mixin PostFileOptions form,
            @Option(
                            names = "--follow",
                            description =
                                    "Waits at the end of each file, and for new files in folders, until Ctrl-C. A last line"
                                            + " counts when its end is there.")
                    boolean follow,
            @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files or folders, or addresses of the web.")
                    List<String> files)
            throws IOException, InterruptedException {
        CanardSettings settings = options.settings();
        try (Shutdown _ = new Shutdown(Thread.currentThread());
                Ingestions ingestions = options.ingestions(settings)) {
            Set<String> begun = new HashSet<>();
            do {
                for (String argument : files) {
                    for (InputFile file : follow ? form.inputsSoFar(argument) : form.inputs(argument)) {
                        if (!begun.add(file.name())) {
                            continue;
                        }
                        if (follow && begun.size() > MOST_FOLLOWED) {
                            throw new IOException("more than %d files to follow".formatted(MOST_FOLLOWED));
                        }
                        ingestions.start(connector(settings, file, follow));
                        if (!follow) {
                            ingestions.await();
                        }
                    }
                }
                if (follow) {
                    TimeUnit.NANOSECONDS.sleep(settings.sources().lookInterval().toNanos());
                }
                // A file that could not be read further is not begun again: whoever started this may start it anew.
            } while (follow && ingestions.exitCode() == 0);
            return ingestions.exitCode();
        } catch (InterruptedException e) {
            return 0;
        }
    }

    @Command(name = "stdin", description = "Reads standard input to its end.")
    int standardInput(@Mixin IngestOptions options, @Mixin PostFileOptions form) throws IOException {
        CanardSettings settings = options.settings();
        return read(options, settings, connector(settings, form.inputs("-").getFirst(), false));
    }

    @Command(name = "jetstream", description = "Reads Bluesky's Jetstream, until Ctrl-C.")
    int jetstream(
            @Mixin IngestOptions options,
            @Mixin SourceNameOptions named,
            @Option(
                            names = "--address",
                            paramLabel = "URL",
                            defaultValue = JETSTREAM,
                            description = "The server's subscribe, with what is wanted. Default: ${DEFAULT-VALUE}")
                    URI address) {
        CanardSettings settings = options.settings();
        String name = named.or("jetstream:" + address.getHost());
        return read(
                options,
                settings,
                new JetstreamConnector(
                        name,
                        webSocket(address),
                        payloads(settings, "bluesky-jetstream", name),
                        settings.sources(),
                        InstantSource.system()));
    }

    @Command(name = "mastodon", description = "Reads a timeline of a Mastodon server, until Ctrl-C.")
    int mastodon(
            @Mixin IngestOptions options,
            @Mixin SourceNameOptions named,
            @Option(
                            names = "--server",
                            required = true,
                            paramLabel = "URL",
                            description = "The server, for instance https://mastodon.social.")
                    URI server,
            @Option(
                            names = "--streaming-server",
                            paramLabel = "URL",
                            description =
                                    "Where its streams are, if elsewhere; /api/v2/instance of the server says it.")
                    @Nullable
                    URI streaming,
            @Option(names = "--local", description = "Only posts of the server's own accounts.") boolean local,
            @Option(names = "--tag", paramLabel = "TAG", description = "Only posts with this hashtag.") @Nullable
                    String tag,
            @Option(
                            names = "--token-file",
                            required = true,
                            paramLabel = "FILE",
                            description = "Holds the access token, with scope read:statuses.")
                    Path tokenFile)
            throws IOException {
        if (local && tag != null) {
            throw new IllegalArgumentException("--local and --tag exclude each other");
        }
        CanardSettings settings = options.settings();
        MastodonTimeline timeline =
                tag != null ? MastodonTimeline.ofTag(tag) : local ? MastodonTimeline.LOCAL : MastodonTimeline.PUBLIC;
        String name = named.or("mastodon:%s/%s".formatted(web(server).getHost(), timeline.streamPath()));
        return read(
                options,
                settings,
                new MastodonConnector(
                        name,
                        server,
                        streaming == null ? server : web(streaming),
                        timeline,
                        Files.readString(tokenFile).strip(),
                        payloads(settings, "mastodon", name),
                        settings.sources(),
                        InstantSource.system()));
    }

    @Command(name = "topic", description = "Reads a topic of Kafka that holds posts, until Ctrl-C.")
    int topic(
            @Mixin IngestOptions options,
            @Mixin SourceNameOptions named,
            @Option(
                            names = "--format",
                            paramLabel = "NAME",
                            completionCandidates = PostFormatNames.class,
                            converter = PostFormatNames.class,
                            description = "What its values are: ${COMPLETION-CANDIDATES}. Default: canard.")
                    @Nullable
                    String format,
            @Option(
                            names = "--from-servers",
                            paramLabel = "HOST:PORT,...",
                            description =
                                    "Brokers of the cluster that has it. Default: the one that posts are sent to.")
                    @Nullable
                    String servers,
            @Parameters(paramLabel = "TOPIC", description = "Its name.") String topic) {
        CanardSettings settings = options.settings();
        KafkaSettings from =
                servers == null ? settings.kafka() : settings.kafka().withBootstrapServers(servers);
        String name = named.or("topic:" + (servers == null ? "" : servers + "/") + topic);
        return read(
                options,
                settings,
                new TopicConnector(name, ClientProperties.of(from), topic, payloads(settings, format, name)));
    }

    private static PostPayloads payloads(CanardSettings settings, @Nullable String format, String source) {
        return new PostPayloads(
                format,
                source,
                new Topics(settings.topics()),
                settings.ingest().maxPayloadBytes(),
                InstantSource.system());
    }

    private static URI webSocket(URI address) {
        return withScheme(address, "wss", "ws");
    }

    private static URI web(URI address) {
        return withScheme(address, "https", "http");
    }

    private static URI withScheme(URI address, String... schemes) {
        if (address.getHost() == null || !List.of(schemes).contains(address.getScheme())) {
            throw new IllegalArgumentException(
                    "%s: an address must begin with %s://".formatted(address, String.join(":// or ", schemes)));
        }
        return address;
    }

    private static int read(IngestOptions options, CanardSettings settings, Connector connector) {
        try (Shutdown _ = new Shutdown(Thread.currentThread());
                Ingestions ingestions = options.ingestions(settings)) {
            ingestions.start(connector);
            ingestions.await();
            return ingestions.exitCode();
        } catch (InterruptedException e) {
            return 0;
        }
    }

    private static Connector connector(CanardSettings settings, InputFile file, boolean follow) {
        return new FileConnector(
                file,
                new Topics(settings.topics()),
                settings.ingest().maxPayloadBytes(),
                settings.sources(),
                InstantSource.system(),
                follow);
    }
}
