package dev.canard.indexer.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.Events;
import dev.canard.event.Share;
import dev.canard.topic.JsonSerde;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShareTalliesTest {

    private static final Instant T0 = Events.START;

    private KeyValueStore<String, ShareTally> store;
    private KeyValueStore<String, byte[]> byDay;
    private ShareTallies tallies;

    @BeforeEach
    void open() {
        store = open(ShareTallies.STORE, JsonSerde.of(ShareTally.class));
        byDay = open(ShareTallies.BY_DAY, Serdes.ByteArray());
        tallies = new ShareTallies(store, byDay);
    }

    private <V> KeyValueStore<String, V> open(String name, Serde<V> values) {
        KeyValueStore<String, V> opened = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), Serdes.String(), values)
                .withLoggingDisabled()
                .build();
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
        opened.init(context.getStateStoreContext(), opened);
        return opened;
    }

    @AfterEach
    void close() {
        store.close();
        byDay.close();
    }

    @Test
    void add_countsByKind_andKeepsTheLatestTime() {
        tallies.add("p", Share.Kind.REPOST, T0.plusSeconds(9));
        tallies.add("p", Share.Kind.QUOTE, T0);
        tallies.add("p", Share.Kind.REPOST, T0.plusSeconds(1));

        assertThat(tallies.get("p")).isEqualTo(new ShareTally(2, 1, T0.plusSeconds(9)));
        assertThat(tallies.get("q")).isNull();
    }

    @Test
    void forgetOld_forgetsTheOldestFirst_andNoneThatWasPassedOnSince() {
        // given
        IntStream.range(0, 5).forEach(i -> tallies.add("p" + i, Share.Kind.REPOST, T0.plus(Duration.ofDays(i))));
        tallies.add("p0", Share.Kind.REPOST, T0.plus(Duration.ofDays(40)));

        // when
        tallies.forgetOld(T0.plus(ShareTallies.KEPT).plus(Duration.ofDays(4)), 2);

        // then
        assertThat(keys(store)).containsExactly("p0", "p3", "p4");

        // when
        tallies.forgetOld(T0.plus(ShareTallies.KEPT).plus(Duration.ofDays(4)), 2);

        // then
        assertThat(keys(store)).containsExactly("p0", "p4");
        assertThat(keys(byDay)).hasSize(2);
    }

    @Test
    void forget_leavesNothing() {
        tallies.add("p", Share.Kind.REPOST, T0);
        tallies.add("p", Share.Kind.REPOST, T0.plus(Duration.ofDays(2)));

        tallies.forget("p");
        tallies.forget("p");

        assertThat(keys(store)).isEmpty();
        assertThat(keys(byDay)).isEmpty();
    }

    private static List<String> keys(KeyValueStore<String, ?> store) {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, ?> all = store.all()) {
            all.forEachRemaining(each -> keys.add(each.key));
        }
        return keys;
    }
}
