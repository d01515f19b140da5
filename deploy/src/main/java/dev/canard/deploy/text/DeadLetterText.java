package dev.canard.deploy.text;

import dev.canard.event.DeadLetter;

/** A dead letter in a form that a person can read. */
public final class DeadLetterText {

    private static final int LONGEST = 900;

    private DeadLetterText() {}

    /** Where it came from, its kind and what is wrong with it, on one line without control characters. */
    public static String of(DeadLetter letter) {
        String place = letter.source() == null
                ? "%s, partition %d, offset %d".formatted(letter.topic(), letter.partition(), letter.offset())
                : letter.position() == null ? letter.source() : letter.source() + ":" + letter.position();
        return SafeText.oneLine("%s: %s: %s".formatted(place, letter.kind(), letter.message()), LONGEST);
    }
}
