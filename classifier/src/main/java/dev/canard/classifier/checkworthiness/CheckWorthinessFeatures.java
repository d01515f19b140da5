package dev.canard.classifier.checkworthiness;

import dev.canard.classifier.corenlp.TaggedSentence;
import dev.canard.classifier.corenlp.Token;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What tells a claim that can be checked from chatter: lemmas and pairs of them, parts of speech, names, numbers, person, tense,
 * question, opinion. Each feature holds or does not. Case, links and tags play no part, so that style does not count.
 */
final class CheckWorthinessFeatures {

    private static final Set<String> FIRST_PERSON = Set.of("i", "we", "my", "our", "me", "us", "mine", "im");
    private static final Set<String> SECOND_PERSON = Set.of("you", "your", "u", "ya");
    private static final Set<String> NEGATIONS = Set.of("not", "n't", "no", "never");
    private static final Set<String> OPINION = Set.of(
            "think", "believe", "feel", "hope", "want", "love", "hate", "wish", "like", "guess", "need", "know", "pray",
            "thank", "should", "must", "would", "let", "please", "maybe", "perhaps");
    private static final Set<String> REPORT = Set.of(
            "say",
            "report",
            "claim",
            "confirm",
            "announce",
            "reveal",
            "show",
            "find",
            "tell",
            "according",
            "study",
            "expert",
            "official",
            "source",
            "breaking",
            "test",
            "die",
            "kill",
            "vote",
            "spend",
            "cost",
            "increase",
            "rise",
            "cut",
            "lose");

    private CheckWorthinessFeatures() {}

    /** The features of one or more sentences taken together. */
    static Set<String> of(List<TaggedSentence> sentences) {
        Set<String> features = new LinkedHashSet<>();
        Counts counts = new Counts();
        for (TaggedSentence sentence : sentences) {
            String previousLemma = "<s>";
            String previousTag = "<s>";
            String previousName = "O";
            for (Token token : sentence.tokens()) {
                String word = token.word().toLowerCase(Locale.ROOT);
                boolean number = token.tag().equals("CD") || word.chars().anyMatch(Character::isDigit);
                String lemma = number ? "<number>" : token.lemma();
                features.add("lemma " + lemma);
                features.add("lemmas " + previousLemma + " " + lemma);
                features.add("tag " + token.tag());
                features.add("tags " + previousTag + " " + token.tag());
                if (!token.nameless()) {
                    features.add("name " + token.name());
                    features.add("lemma and name " + previousLemma + " " + token.name());
                }
                counts.add(
                        token, word, number, !token.nameless() && !token.name().equals(previousName));
                previousLemma = lemma;
                previousTag = token.tag();
                previousName = token.name();
            }
        }
        counts.addTo(features);
        return features;
    }

    /** Counts over all sentences; each becomes a feature of its own value up to a cap. */
    private static final class Counts {

        private int tokens;
        private int numbers;
        private int names;
        private int firstPerson;
        private int secondPerson;
        private int past;
        private int present;
        private int modal;
        private int questions;
        private int negations;
        private int opinions;
        private int reports;
        private int adjectives;
        private int properNouns;

        void add(Token token, String word, boolean number, boolean newName) {
            String tag = token.tag();
            tokens++;
            numbers += number ? 1 : 0;
            names += newName ? 1 : 0;
            firstPerson += FIRST_PERSON.contains(word) ? 1 : 0;
            secondPerson += SECOND_PERSON.contains(word) ? 1 : 0;
            past += tag.equals("VBD") || tag.equals("VBN") ? 1 : 0;
            present += tag.equals("VBZ") || tag.equals("VBP") ? 1 : 0;
            modal += tag.equals("MD") ? 1 : 0;
            questions += word.equals("?") ? 1 : 0;
            negations += NEGATIONS.contains(word) ? 1 : 0;
            opinions += OPINION.contains(token.lemma()) ? 1 : 0;
            reports += REPORT.contains(token.lemma()) ? 1 : 0;
            adjectives += tag.startsWith("JJ") ? 1 : 0;
            properNouns += tag.startsWith("NNP") ? 1 : 0;
        }

        void addTo(Set<String> features) {
            features.add("numbers " + Math.min(numbers, 4));
            features.add("names " + Math.min(names, 4));
            features.add("first person " + Math.min(firstPerson, 3));
            features.add("second person " + Math.min(secondPerson, 3));
            features.add("past " + Math.min(past, 3));
            features.add("present " + Math.min(present, 3));
            features.add("modal " + Math.min(modal, 2));
            features.add("questions " + Math.min(questions, 2));
            features.add("negations " + Math.min(negations, 2));
            features.add("opinions " + Math.min(opinions, 3));
            features.add("reports " + Math.min(reports, 3));
            features.add("adjectives " + Math.min(adjectives, 4));
            features.add("proper nouns " + Math.min(properNouns, 5));
            features.add("length " + Math.min(tokens / 6, 9));
        }
    }
}
