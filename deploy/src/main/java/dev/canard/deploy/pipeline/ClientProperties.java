package dev.canard.deploy.pipeline;

import dev.canard.deploy.config.KafkaSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/** What every client of Kafka is given. */
public final class ClientProperties {

    private ClientProperties() {}

    public static Map<String, Object> of(KafkaSettings settings) {
        Map<String, Object> properties = new HashMap<>(settings.properties());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        return properties;
    }
}
