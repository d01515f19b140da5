package dev.canard.event;

/**
 * A named entity that a claim mentions.
 *
 * @param text the words that name it
 * @param kind what it is
 * @param span where it stands in the post's original text
 */
public record Entity(String text, Kind kind, Span span) {

    /** The classes of CoreNLP's 3-class model. */
    public enum Kind {
        PERSON,
        ORGANIZATION,
        LOCATION
    }
}
