package dev.canard.deploy.connector;

import dev.canard.deploy.source.Input;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Inputs on their way from a connector to Kafka, bounded by their bytes: who puts waits for room, and nothing is dropped. */
final class InputBuffer {

    /** What an input takes beside its bytes, so that many small ones are bounded too. */
    private static final int OVERHEAD = 256;

    /**
     * An input on its way.
     *
     * @param position where its source goes on behind it
     * @param records how many records of the source were read up to it
     */
    record Item(Input input, String position, long records) {}

    private final int capacity;
    private final Semaphore room;
    private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();

    /** @param capacity in bytes; an input with more is taken alone */
    InputBuffer(int capacity) {
        this.capacity = capacity;
        room = new Semaphore(capacity);
    }

    void put(Item item) throws InterruptedException {
        room.acquire(cost(item));
        items.add(item);
    }

    /** The next input, null if none comes in time. */
    @Nullable
    Item poll(Duration patience) throws InterruptedException {
        Item item = items.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        if (item != null) {
            room.release(cost(item));
        }
        return item;
    }

    private int cost(Item item) {
        int bytes = switch (item.input) {
            case Input.Payload payload -> payload.bytes().length;
            case Input.Unusable(var letter) -> letter.value() == null ? 0 : letter.value().length;
        };
        return Math.min(bytes + OVERHEAD, capacity);
    }
}
