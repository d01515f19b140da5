package dev.canard.deploy.command;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.http.DebunksEndpoint;
import dev.canard.deploy.http.ImportEndpoints;
import dev.canard.deploy.http.PostsEndpoint;
import dev.canard.deploy.pipeline.ClientProperties;
import dev.canard.deploy.source.Importer;
import dev.canard.indexer.debunk.DebunkReader;
import dev.canard.topic.Topics;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts together what takes fact-checks and posts over HTTP. */
final class Imports {

    private Imports() {}

    /** The endpoints; null where no key is set. */
    static @Nullable ImportEndpoints of(CanardSettings settings) {
        if (!settings.http().takesImports()) {
            return null;
        }
        InstantSource clock = InstantSource.system();
        Topics topics = new Topics(settings.topics());
        Map<String, Object> client = ClientProperties.of(settings.kafka());
        int limit = settings.ingest().maxPayloadBytes();
        return new ImportEndpoints(
                new DebunksEndpoint(
                        settings.http(),
                        new Importer(client, topics, limit, clock),
                        DebunkReader.standard(settings.debunks()),
                        clock),
                new PostsEndpoint(settings.http(), client, topics, limit, clock));
    }
}
