package dev.canard.deploy.text;

import dev.canard.event.DeadLetter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A dead letter in a form that a person can read. */
public final class DeadLetterText {

    private static final int LONGEST = 900;
    private static final int LONGEST_VALUE = 4_000;

    private DeadLetterText() {}

    /** Where it came from, its kind and what is wrong with it, on one line without control characters. */
    public static String of(DeadLetter letter) {
        return oneLine("%s: %s: %s".formatted(place(letter), letter.kind(), letter.message()));
    }

    /**
     * All that is known of it.
     *
     * @param id what it is called
     * @param obstacle why it cannot be sent once more; null if it can
     */
    public static String inFull(String id, DeadLetter letter, @Nullable String obstacle) {
        byte[] value = letter.value();
        String bytes =
                value == null ? "none" : SafeText.oneLine(new String(value, StandardCharsets.UTF_8), LONGEST_VALUE);
        return """
                %s  %s  %s
                  what    %s
                  from    %s
                  topic   %s, partition %d, offset %d
                  key     %s
                  format  %s
                  replay  %s
                  bytes   %d
                          %s""".formatted(
                        id,
                        letter.failedAt(),
                        letter.kind(),
                        oneLine(letter.message()),
                        oneLine(place(letter)),
                        letter.topic(),
                        letter.partition(),
                        letter.offset(),
                        oneLine(String.valueOf(letter.key())),
                        oneLine(String.valueOf(letter.format())),
                        obstacle == null ? "possible" : oneLine(obstacle),
                        letter.size(),
                        bytes);
    }

    /** Any text on one line without control characters, cut where it is long. */
    public static String oneLine(String text) {
        return SafeText.oneLine(text, LONGEST);
    }

    private static String place(DeadLetter letter) {
        return letter.source() == null
                ? "%s, partition %d, offset %d".formatted(letter.topic(), letter.partition(), letter.offset())
                : letter.position() == null ? letter.source() : letter.source() + ":" + letter.position();
    }
}
