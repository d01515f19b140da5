package dev.canard.deploy.http.console;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Knows what has outlived a topic's retention: the topic drops it without a word to those who have read it. Not thread-safe.
 */
final class Outlived {

    private final @Nullable Duration retention;
    private final InstantSource clock;

    /** When each key came last, in milliseconds of the epoch, oldest first. */
    private final Map<String, Long> last = new LinkedHashMap<>();

    /** @param retention how long records are kept; null for ever */
    Outlived(@Nullable Duration retention, InstantSource clock) {
        this.retention = retention;
        this.clock = clock;
    }

    /**
     * A record came.
     *
     * @param at its time, in milliseconds of the epoch
     * @param isKept whether there is anything to be forgotten of it
     */
    void came(String key, long at, boolean isKept) {
        if (retention != null) {
            last.remove(key);
            if (isKept) {
                last.put(key, at);
            }
        }
    }

    /** Keys that came last longer ago than records are kept; each once. */
    List<String> take() {
        if (retention == null) {
            return List.of();
        }
        List<String> outlived = new ArrayList<>();
        long since = clock.millis() - retention.toMillis();
        Iterator<Map.Entry<String, Long>> oldest = last.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<String, Long> entry = oldest.next();
            if (entry.getValue() >= since) {
                break;
            }
            outlived.add(entry.getKey());
            oldest.remove();
        }
        return outlived;
    }
}
