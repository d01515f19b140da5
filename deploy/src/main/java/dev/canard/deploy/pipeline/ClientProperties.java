package dev.canard.deploy.pipeline;

import dev.canard.deploy.config.KafkaSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** What every client of Kafka is given. */
public final class ClientProperties {

    /** A person waits for the answer. */
    private static final int ADMIN_TIMEOUT_MILLIS = 15_000;

    private ClientProperties() {}

    /** For an admin client of a command, which gives up sooner than other clients where no broker answers. */
    public static Map<String, Object> ofAdmin(KafkaSettings settings) {
        Map<String, Object> properties = of(settings);
        properties.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MILLIS);
        properties.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MILLIS);
        return properties;
    }

    public static Map<String, Object> of(KafkaSettings settings) {
        Map<String, Object> properties = new HashMap<>(settings.properties());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        return properties;
    }
}
