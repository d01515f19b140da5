package dev.canard.classifier.corenlp;

import java.util.List;

/**
 * A sentence, or a part of a very long one.
 *
 * @param tokens its tokens in reading order, at least one
 */
public record TaggedSentence(List<Token> tokens) {

    public TaggedSentence {
        tokens = List.copyOf(tokens);
    }

    /** Index of its first character in the text. */
    public int start() {
        return tokens.getFirst().start();
    }

    /** Index after its last character in the text. */
    public int end() {
        return tokens.getLast().end();
    }
}
