package dev.canard.deploy.curation;

import dev.canard.deploy.broker.EmbeddedBroker;
import dev.canard.indexer.debunk.DebunkEncoding;
import dev.canard.indexer.debunk.DebunkReader;
import dev.canard.indexer.debunk.DebunkSettings;
import dev.canard.indexer.debunk.DebunkTopology;
import dev.canard.metrics.Meters;
import dev.canard.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/** The application of debunks on an embedded broker, without encoders. */
public final class DebunkStreams {

    private DebunkStreams() {}

    /** @param directory gets its state */
    public static KafkaStreams of(EmbeddedBroker broker, Topics topics, Path directory) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "debunks");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        properties.put(
                StreamsConfig.STATE_DIR_CONFIG, directory.resolve("streams").toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        return new KafkaStreams(
                new DebunkTopology(
                                topics,
                                DebunkReader.standard(DebunkSettings.DEFAULTS),
                                new DebunkEncoding(List.of(), _ -> List.of()),
                                new Meters(new SimpleMeterRegistry()))
                        .get(),
                properties);
    }
}
