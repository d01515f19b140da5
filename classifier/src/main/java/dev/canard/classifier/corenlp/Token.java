package dev.canard.classifier.corenlp;

import org.jspecify.annotations.Nullable;

/**
 * A word, number or sign of a sentence.
 *
 * @param word as it stands in the text, down-cased where the text shouts
 * @param lemma its dictionary form, in lower case
 * @param tag part of speech, Penn Treebank
 * @param name class of the name or number that it belongs to, {@code O} for none
 * @param value normalised value of the number that it belongs to, null for none
 * @param start index of its first character in the text
 * @param end index after its last character
 */
public record Token(
        String word,
        String lemma,
        String tag,
        String name,
        @Nullable String value,
        int start,
        int end) {

    /** Whether it belongs to no name and no number. */
    public boolean nameless() {
        return name.equals("O");
    }
}
