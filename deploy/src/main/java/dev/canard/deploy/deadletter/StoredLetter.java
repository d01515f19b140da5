package dev.canard.deploy.deadletter;

import dev.canard.event.DeadLetter;
import dev.canard.event.DeadLetterReplay;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter in its topic.
 *
 * @param id its partition and offset there, as in {@code 3/1042}
 * @param replay that it was sent once more; null if it was not
 */
public record StoredLetter(
        String id, DeadLetter letter, @Nullable DeadLetterReplay replay) {

    /** Why it cannot be sent once more; null if it can. */
    public @Nullable String obstacle() {
        if (replay != null) {
            return "was replayed at " + replay.replayedAt();
        }
        if (!letter.holdsAllBytes()) {
            return "its bytes are not all there; send it again from " + source();
        }
        if (letter.partition() < 0 && letter.format() == null) {
            return "it never reached a topic; send it again from " + source();
        }
        return null;
    }

    private String source() {
        return letter.source() == null ? "its source" : letter.source() + ":" + letter.position();
    }
}
