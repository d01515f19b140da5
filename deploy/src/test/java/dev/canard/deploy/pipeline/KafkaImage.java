package dev.canard.deploy.pipeline;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** Kafka in a container. */
final class KafkaImage {

    private static final String OFFICIAL = "apache/kafka:4.3.1";

    private KafkaImage() {}

    /**
     * The official image with a mapped port. Where {@code CANARD_TEST_KAFKA_IMAGE} names another one, that one on the host's
     * network: it is for engines that can neither pull an image nor make a bridge.
     */
    static KafkaContainer container() throws IOException {
        String named = System.getenv("CANARD_TEST_KAFKA_IMAGE");
        return named == null ? new KafkaContainer(DockerImageName.parse(OFFICIAL)) : new OnHostNetwork(named);
    }

    private static final class OnHostNetwork extends KafkaContainer {

        private static final String STARTED = ".*(Transitioning from RECOVERY to RUNNING|Kafka Server started).*";

        private final int broker = freePort();
        private final int internal = freePort();
        private final int controller = freePort();

        OnHostNetwork(String image) throws IOException {
            super(DockerImageName.parse(image).asCompatibleSubstituteFor("apache/kafka"));
            withNetworkMode("host");
            setExposedPorts(new ArrayList<>());
            withImagePullPolicy(_ -> false);
            waitingFor(Wait.forLogMessage(STARTED, 1));
        }

        @Override
        protected void configure() {
            super.configure();
            withEnv(
                    "KAFKA_LISTENERS",
                    "PLAINTEXT://127.0.0.1:%d,BROKER://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                            .formatted(broker, internal, controller));
            withEnv("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@127.0.0.1:" + controller);
            // The broker must reach itself, and only this listener is advertised with the port that it has here.
            withEnv("KAFKA_INTER_BROKER_LISTENER_NAME", "PLAINTEXT");
        }

        @Override
        public Integer getMappedPort(int originalPort) {
            return broker;
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0)) {
                return socket.getLocalPort();
            }
        }
    }
}
