package dev.canard.deploy.http;

import dev.canard.event.DeadLetter;
import java.util.List;

/**
 * What was taken of a document.
 *
 * @param source the document's name in dead letters
 * @param accepted what was sent and can be read
 * @param rejected what became dead letters, or will
 * @param errors why, of the first ones
 */
record Taken(String source, long accepted, long rejected, List<Fault> errors) {

    /** Of so many it is told what is wrong. */
    static final int MOST_ERRORS = 100;

    /**
     * What is wrong with one of them.
     *
     * @param position where in the document
     */
    record Fault(String position, DeadLetter.Kind kind, String message) {

        static Fault of(DeadLetter letter) {
            return new Fault(String.valueOf(letter.position()), letter.kind(), letter.message());
        }
    }
}
