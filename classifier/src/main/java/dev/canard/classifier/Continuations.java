package dev.canard.classifier;

import dev.canard.classifier.corenlp.TaggedSentence;
import dev.canard.classifier.corenlp.Token;
import dev.canard.event.AssertionCues;
import dev.canard.event.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Joins a short sentence that goes on about the one before, "They put chips in vaccines. It tracks you.", with it: alone, a
 * pronoun says nothing that could be compared with a fact-check. A sentence that denies, asks or refutes stays apart, since it
 * tells how the author stands to the one before.
 */
final class Continuations {

    private static final Set<String> PRONOUNS = Set.of("it", "this", "that", "they", "these", "those");

    /** Marks of a sentence count too. */
    private static final int MOST_TOKENS = 16;

    private Continuations() {}

    static List<TaggedSentence> joined(List<TaggedSentence> sentences, Quotations quotations) {
        List<TaggedSentence> joined = new ArrayList<>();
        boolean whole = true;
        for (TaggedSentence sentence : sentences) {
            if (!joined.isEmpty()
                    && whole
                    && quotations.hold(span(joined.getLast())) == quotations.hold(span(sentence))
                    && continues(joined.getLast(), sentence)) {
                joined.add(new TaggedSentence(
                        Stream.concat(joined.removeLast().tokens().stream(), sentence.tokens().stream())
                                .toList()));
                // At most two: what a third one's pronoun stands for is anybody's guess.
                whole = false;
            } else {
                joined.add(sentence);
                whole = true;
            }
        }
        return joined;
    }

    private static Span span(TaggedSentence sentence) {
        return new Span(sentence.start(), sentence.end());
    }

    private static boolean continues(TaggedSentence before, TaggedSentence sentence) {
        return isShort(before)
                && isShort(sentence)
                && startsWithPronoun(sentence.tokens())
                && states(before)
                && states(sentence)
                && hasNoun(before);
    }

    private static boolean isShort(TaggedSentence sentence) {
        return sentence.tokens().size() <= MOST_TOKENS;
    }

    /** A pronoun that a verb follows, so that it is the subject: not "this vaccine kills", not "that being said". */
    private static boolean startsWithPronoun(List<Token> tokens) {
        if (tokens.size() < 3 || !PRONOUNS.contains(tokens.getFirst().word().toLowerCase(Locale.ROOT))) {
            return false;
        }
        int next = tokens.get(1).tag().startsWith("RB") ? 2 : 1;
        return tokens.get(next).tag().matches("VB[DPZ]|MD");
    }

    private static boolean states(TaggedSentence sentence) {
        AssertionCues cues = Cues.of(sentence, false);
        return !cues.negated() && !cues.question() && !cues.refuting() && !cues.attributed();
    }

    /** Something that the pronoun can stand for. */
    private static boolean hasNoun(TaggedSentence sentence) {
        return sentence.tokens().stream().anyMatch(token -> token.tag().startsWith("NN"));
    }
}
