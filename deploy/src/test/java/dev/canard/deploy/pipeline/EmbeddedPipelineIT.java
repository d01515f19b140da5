package dev.canard.deploy.pipeline;

import dev.canard.deploy.broker.EmbeddedBroker;
import java.nio.file.Path;

/** The contract on the embedded broker. */
class EmbeddedPipelineIT extends PipelineContract {

    @Override
    PipelineRunner start(Path directory) throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"));
        return new ClusterRunner(SETTINGS, broker.bootstrapServers(), broker, directory.resolve("streams"));
    }
}
