package dev.canard.deploy.replay;

import dev.canard.event.Replay;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to be judged once more.
 *
 * @param id what to call it: at most 40 small letters, digits and hyphens
 * @param input what to read
 * @param range which records of it
 * @param debunksAsOf the debunks as they stood then; null for those of today
 * @param overrides what is different from the configuration of production, as {@code key=value}
 * @param by who wants it; may be a pseudonym
 */
public record ReplayRequest(
        String id,
        Replay.Input input,
        ReplayRange range,
        @Nullable Instant debunksAsOf,
        List<String> overrides,
        String by) {

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    public ReplayRequest {
        overrides = List.copyOf(overrides);
    }

    /** What a replay is called to which nobody gives a name. */
    public static String nameAt(Instant time) {
        return NAME.format(time);
    }
}
