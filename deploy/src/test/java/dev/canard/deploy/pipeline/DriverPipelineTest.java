package dev.canard.deploy.pipeline;

import java.nio.file.Path;

/** The contract without a broker. */
class DriverPipelineTest extends PipelineContract {

    @Override
    PipelineRunner start(Path directory) {
        return new DriverRunner(SETTINGS, directory);
    }
}
