package dev.canard.classifier;

import dev.canard.classifier.corenlp.TaggedSentence;
import dev.canard.classifier.corenlp.Token;
import dev.canard.event.AssertionCues;
import dev.canard.ingest.ShippedResource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads out of a sentence how its author stands to what it says. */
final class Cues {

    private static final Set<String> NEGATIONS =
            Set.of("not", "n't", "nt", "no", "never", "nobody", "nothing", "none", "neither", "nor", "cannot");
    private static final Set<String> REPORTING = Set.of(
            "say",
            "claim",
            "report",
            "allege",
            "tell",
            "announce",
            "state",
            "argue",
            "insist",
            "suggest",
            "assert",
            "write");
    private static final Set<String> FIRST_PERSON = Set.of("i", "we");

    /** Tags of what can stand between a subject and its verb, as in "I really must say". */
    private static final Pattern BEFORE_VERBS = Pattern.compile("MD|RB[RS]?|VB[DGNPZ]?|TO");

    private static final Set<String> AUXILIARIES =
            Set.of("be", "do", "have", "can", "will", "could", "would", "should", "may");
    private static final String QUOTES = "\"“”„«»";

    /** Phrases of lemmas, each with a space before and after. */
    private static final List<String> REFUTATIONS = read("refutations.txt");

    private Cues() {}

    /**
     * The signs in a sentence.
     *
     * @param quoted whether all of it stands in quotation marks
     */
    static AssertionCues of(TaggedSentence sentence, boolean quoted) {
        List<Token> tokens = sentence.tokens();
        return new AssertionCues(
                tokens.stream().anyMatch(Cues::negates), asks(tokens), attributes(tokens), refutes(tokens), quoted);
    }

    private static boolean negates(Token token) {
        return NEGATIONS.contains(token.lemma())
                || NEGATIONS.contains(token.word().toLowerCase(Locale.ROOT));
    }

    /** A question mark at the end, or the order of words of a question: an auxiliary first, or after a question word. */
    private static boolean asks(List<Token> tokens) {
        boolean marked = tokens.stream()
                .skip(Math.max(0, tokens.size() - 3))
                .anyMatch(token -> token.word().equals("?"));
        if (marked) {
            return true;
        }
        int first = tokens.getFirst().tag().startsWith("W") && tokens.size() > 2 ? 1 : 0;
        return tokens.size() > first + 1
                && AUXILIARIES.contains(tokens.get(first).lemma())
                && !tokens.get(first).tag().equals("VB")
                && tokens.get(first + 1).tag().matches("PRP|DT|NNPS?");
    }

    /** Somebody else says it: a verb of saying with a subject other than the author before it, "according to", or quotation. */
    private static boolean attributes(List<Token> tokens) {
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean says = token.tag().startsWith("VB") && REPORTING.contains(token.lemma());
            if (says && isAnothers(tokens, i)) {
                return true;
            }
            boolean according = token.lemma().equals("accord") || token.word().equalsIgnoreCase("according");
            if (according && i + 1 < tokens.size() && tokens.get(i + 1).lemma().equals("to")) {
                return true;
            }
        }
        return tokens.stream().filter(token -> isQuote(token.word())).count() >= 2;
    }

    /** Whether a verb has a subject other than the author; one that is left out is the author. */
    private static boolean isAnothers(List<Token> tokens, int verb) {
        int subject = verb - 1;
        while (subject >= 0 && BEFORE_VERBS.matcher(tokens.get(subject).tag()).matches()) {
            subject--;
        }
        return subject >= 0 && !FIRST_PERSON.contains(tokens.get(subject).lemma());
    }

    private static boolean isQuote(String word) {
        return word.equals("``") || word.equals("''") || (word.length() == 1 && QUOTES.contains(word));
    }

    private static boolean refutes(List<Token> tokens) {
        String lemmas = tokens.stream().map(Token::lemma).collect(Collectors.joining(" ", " ", " "));
        String words = tokens.stream()
                .map(token -> token.word().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" ", " ", " "));
        return REFUTATIONS.stream().anyMatch(phrase -> lemmas.contains(phrase) || words.contains(phrase));
    }

    private static List<String> read(String resource) {
        return ShippedResource.lines(Cues.class, resource).stream()
                .map(line -> " " + line + " ")
                .toList();
    }
}
