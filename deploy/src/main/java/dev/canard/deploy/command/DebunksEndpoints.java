package dev.canard.deploy.command;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.http.DebunksEndpoint;
import dev.canard.deploy.pipeline.ClientProperties;
import dev.canard.deploy.source.Importer;
import dev.canard.indexer.debunk.DebunkReader;
import dev.canard.topic.Topics;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Puts together what takes fact-checks over HTTP. */
final class DebunksEndpoints {

    private DebunksEndpoints() {}

    /** The endpoint; null where no key is set. */
    static @Nullable DebunksEndpoint of(CanardSettings settings) {
        if (!settings.http().takesDebunks()) {
            return null;
        }
        InstantSource clock = InstantSource.system();
        return new DebunksEndpoint(
                settings.http(),
                new Importer(
                        ClientProperties.of(settings.kafka()),
                        new Topics(settings.topics()),
                        settings.ingest().maxPayloadBytes(),
                        clock),
                DebunkReader.standard(settings.debunks()),
                clock);
    }
}
