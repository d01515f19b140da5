package dev.canard.indexer.lookback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.Debunk;
import dev.canard.event.DebunkChange;
import dev.canard.event.Events;
import dev.canard.event.PostClaims;
import dev.canard.event.Verdict;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.encoder.HashingTextEncoder;
import dev.canard.indexer.lucene.DebunkIndex;
import dev.canard.indexer.lucene.DebunkSnapshot;
import dev.canard.indexer.match.DebunkMatcher;
import dev.canard.topic.JsonSerde;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LookBackTest {

    private static final String GARLIC = "Garlic cures the flu within four days";
    private static final String BIRDS = "Birds are drones of the government";

    private final Encoders encoders = new Encoders(List.of(new HashingTextEncoder("a")));
    private final DebunkIndex index = DebunkIndex.inMemory(encoders.ids());
    private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    private final KeyValueStore<String, DebunkChange> pending = store("pending", JsonSerde.of(DebunkChange.class));
    private final RecentPosts posts =
            new RecentPosts(store("posts", JsonSerde.of(RecentPost.class)), LookBackSettings.DEFAULTS, encoders.ids());
    private Map<String, List<String>> alerted = Map.of();
    private LookBack lookBack;

    @BeforeEach
    void start() {
        restart();
        for (int i = 0; i < 5; i++) {
            judged("garlic-" + i, GARLIC + " says number " + i);
            judged("birds-" + i, BIRDS + " says number " + i);
        }
    }

    @AfterEach
    void close() {
        index.close();
        encoders.close();
    }

    @Test
    void next_severalChanges_takesTurns_nearestFirst() {
        // given
        publish("garlic", GARLIC);
        publish("birds", BIRDS);
        advance();
        advance();

        // when
        List<String> first = take(4);

        // then
        assertThat(first).filteredOn(post -> post.startsWith("garlic")).hasSize(2);
        assertThat(first).filteredOn(post -> post.startsWith("birds")).hasSize(2);
    }

    @Test
    void next_postWithAnAlert_comesBeforeWhatEarlierChangesLeft() {
        // given
        publish("birds", BIRDS);
        advance();
        alerted = Map.of("garlic", List.of("garlic-3"));
        retract("garlic");

        // when
        advance();

        // then
        assertThat(take(1)).containsExactly("garlic-3");
    }

    @Test
    void next_postThatWasJudgedMeanwhile_isNotDue() {
        // given
        publish("garlic", GARLIC);
        advance();
        judged("garlic-0", GARLIC + " says number 0");

        // when, then
        assertThat(take(100)).hasSize(9).doesNotContain("garlic-0");
    }

    @Test
    void change_thatTheIndexDoesNotHoldYet_waits() {
        // given
        lookBack.changed(change("garlic", 7, false));

        // when
        advance();

        // then
        assertThat(take(1)).isEmpty();
        assertThat(lookBack.isDone()).isFalse();
    }

    @Test
    void change_whosePostsWereNotAllJudged_beginsAnewAfterARestart() {
        // given
        publish("garlic", GARLIC);
        advance();
        take(3);

        // when
        restart();
        advance();

        // then
        assertThat(take(100)).hasSize(10);
        assertThat(lookBack.isDone()).isTrue();
        assertThat(pending.approximateNumEntries()).isZero();
    }

    @Test
    void laterChange_takesThePlaceOfTheEarlier() {
        // given
        publish("garlic", GARLIC);
        advance();
        take(3);
        publish("garlic", BIRDS);

        // when
        advance();

        // then
        List<String> due = take(100);
        assertThat(due).hasSize(10).first().asString().startsWith("birds");
        assertThat(lookBack.isDone()).isTrue();
        assertThat(pending.approximateNumEntries()).isZero();
    }

    private void restart() {
        lookBack = new LookBack(pending, posts, id -> alerted.getOrDefault(id, List.of()));
    }

    private void judged(String id, String text) {
        PostClaims post = Events.postClaims(id, text);
        posts.put(DebunkMatcher.encode(post, encoders), Set.of(), Events.START.toEpochMilli(), index.offset());
    }

    private void publish(String id, String claim) {
        long at = index.offset();
        Debunk debunk = Events.debunk(id, claim, Verdict.FALSE);
        index.put(debunk.withVectors(encoders.vectorsOf(debunk)).withRevision(at, Events.START), at);
        index.refresh();
        lookBack.changed(change(id, at, false));
    }

    private void retract(String id) {
        long at = index.offset();
        index.delete(id, at);
        index.refresh();
        lookBack.changed(change(id, at, true));
    }

    private static DebunkChange change(String id, long revision, boolean retracted) {
        return new DebunkChange(id, revision, retracted, null, Events.START);
    }

    private void advance() {
        try (DebunkSnapshot snapshot = index.acquire()) {
            lookBack.advance(snapshot);
        }
    }

    private List<String> take(int most) {
        List<String> taken = new ArrayList<>();
        while (taken.size() < most) {
            LookBack.Due due = lookBack.next();
            if (due == null) {
                break;
            }
            taken.add(due.postId());
            lookBack.done(due);
        }
        return taken;
    }

    private <V> KeyValueStore<String, V> store(String name, Serde<V> values) {
        KeyValueStore<String, V> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), Serdes.String(), values)
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }
}
