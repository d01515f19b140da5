package dev.canard.deploy.pipeline;

import dev.canard.topic.Topic;
import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.Options;

/**
 * Has RocksDB write each of its files anew once it is {@link Topic#REPLACED_KEPT} old. What was deleted otherwise stays in a file until it
 * happens to be merged with others, which in a store that seldom changes is never.
 */
public final class ForgettingStores implements RocksDBConfigSetter {

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        options.setPeriodicCompactionSeconds(Topic.REPLACED_KEPT.toSeconds());
    }

    @Override
    public void close(String storeName, Options options) {
        // Nothing was made that would have to be closed.
    }
}
