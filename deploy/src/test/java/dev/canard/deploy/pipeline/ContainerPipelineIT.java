package dev.canard.deploy.pipeline;

import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/**
 * The contract on Kafka in a container: Kafka's own image, or the one that {@code CANARD_TEST_KAFKA_IMAGE} names. Skipped
 * where no container can be run.
 */
class ContainerPipelineIT extends PipelineContract {

    @Override
    PipelineRunner start(Path directory) throws Exception {
        Assumptions.assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "no Docker engine answers, so the pipeline was not tested against Kafka in a container");
        KafkaContainer kafka = KafkaImage.container();
        kafka.start();
        return new ClusterRunner(SETTINGS, kafka.getBootstrapServers(), kafka, directory);
    }
}
