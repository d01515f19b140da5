package dev.canard.classifier.corenlp;

import edu.stanford.nlp.ling.CoreLabel;
import edu.stanford.nlp.tagger.maxent.Dictionary;
import edu.stanford.nlp.tagger.maxent.MaxentTagger;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * Tags words with their part of speech, in a bounded time. A word that is not in the tagger's dictionary takes 2 ms, 20 times as
 * long as one that is: the tagger weighs each open class against each of the word before. So only the first such words of a
 * text are tagged by the model; later ones, and those that are no words, by their shape. Thread-safe.
 */
final class PartOfSpeechTagger {

    private static final String MODEL = "edu/stanford/nlp/models/pos-tagger/english-left3words-distsim.tagger";

    /** Some 40 ms of CPU. */
    private static final int UNKNOWN_WORDS = 20;

    /** The tagger's time for an unknown word grows with its length: 18 ms for one of 100 letters. */
    private static final int LONGEST_WORD = 40;

    private final MaxentTagger tagger = new MaxentTagger(MODEL);
    private final Dictionary dictionary;
    private final MethodHandle isUnknown;

    /**
     * Loads the model.
     *
     * @throws IllegalStateException if CoreNLP is not the release that Canard was built for
     */
    PartOfSpeechTagger() {
        try {
            // CoreNLP has no public way to ask for what its tagger knows.
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(MaxentTagger.class, MethodHandles.lookup());
            dictionary = (Dictionary) lookup.findGetter(MaxentTagger.class, "dict", Dictionary.class)
                    .invoke(tagger);
            isUnknown = lookup.findVirtual(
                    Dictionary.class, "isUnknown", MethodType.methodType(boolean.class, String.class));
        } catch (Throwable e) {
            throw new IllegalStateException("This release of CoreNLP keeps its tagger's dictionary elsewhere", e);
        }
    }

    /** Tags the sentences of one text. */
    void tag(List<List<CoreLabel>> sentences) {
        int unknown = 0;
        for (List<CoreLabel> sentence : sentences) {
            for (CoreLabel token : sentence) {
                if (isUnknown(token.word()) && (isNoWord(token.word()) || ++unknown > UNKNOWN_WORDS)) {
                    token.setTag(tagByShape(token.word()));
                }
            }
            tagger.tagCoreLabels(sentence, true);
        }
    }

    private boolean isUnknown(String word) {
        try {
            return (boolean) isUnknown.invokeExact(dictionary, word);
        } catch (Throwable e) {
            throw new IllegalStateException(
                    "The tagger's dictionary failed on a word of " + word.length() + " characters", e);
        }
    }

    private static boolean isNoWord(String word) {
        return word.length() > LONGEST_WORD || word.codePoints().noneMatch(Character::isLetterOrDigit);
    }

    private static String tagByShape(String word) {
        int first = word.codePointAt(0);
        if (word.codePoints().anyMatch(Character::isDigit)) {
            return "CD";
        }
        if (!Character.isLetter(first)) {
            return "SYM";
        }
        return Character.isUpperCase(first) ? "NNP" : "NN";
    }
}
