package dev.canard.indexer.stance;

import dev.canard.event.Claim;
import dev.canard.indexer.lucene.Terms;
import dev.canard.indexer.lucene.Terms.Occurrence;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A claim said with a "not": "the town hall did not burn down in 1971". Models that read a sentence as a whole take it for the claim at times, since all its
 * words are there.
 */
final class PlainNegation {

    /** In a sentence that repeats the claim, at least so many of its terms are the claim's. */
    private static final double REPEATS = .5;

    /** The first term of the claim that a "not" negates is among so many terms after it. */
    private static final int NEAR = 3;

    /** "No. 7" is a number. */
    private static final Pattern NEGATION = Pattern.compile(
            "\\b(not|no(?!\\. ?\\d)|never|nobody|none|neither|nothing|nor|without|hardly|cannot)\\b|n't\\b");

    private static final int LEAST_TERMS = 2;
    private static final int MOST_SENTENCES = 20;

    /** What is denied to affirm: "this is no joke", "nobody tells you", "they don't want you to know". */
    private static final Set<String> AFFIRMED =
            Terms.of("joke joking hoax lie lying kidding drill rumor rumour myth fake exaggeration secret doubt wonder"
                    + " accident coincidence surprise tell told hear heard know say said speak talk write report mention cover show admit deny hide want"
                    + " forget miss ignore newspaper media news press journalist");

    /** Claims with these say "not" in another way, and a "not" may say the same. */
    private static final Set<String> IMPLIED = Terms.of(
            "unable impossible fail refuse refusal deny denied refrain lack prevent stop ban block exempt"
                    + " avoid forbid forbidden prohibit cancel remove end abolish reject restrict limit hide conceal withhold");

    /** How commands begin: "don't swallow it", "never go there". */
    private static final Set<String> COMMANDS = Set.of("n't", "not", "never");

    private PlainNegation() {}

    /** Whether one of the claims of a post, that which has most words of a debunk's claim, repeats and negates it. */
    static boolean isIn(List<Claim> claims, String debunked) {
        if (!negationsIn(debunked).isEmpty()) {
            return false;
        }
        Set<String> terms = Terms.of(debunked);
        return claims.stream()
                .limit(MOST_SENTENCES)
                .map(claim -> Sentence.of(claim.text(), terms))
                .max((one, other) -> Long.compare(one.shared, other.shared))
                .filter(sentence -> sentence.negates(terms))
                .isPresent();
    }

    /** Negations in a text. */
    private static List<MatchResult> negationsIn(String text) {
        return NEGATION.matcher(text.toLowerCase(Locale.ROOT).replace('’', '\''))
                .results()
                .toList();
    }

    /**
     * A sentence of a post beside a claim.
     *
     * @param terms its terms but the negations
     * @param shared how many of them are the claim's
     */
    private record Sentence(List<MatchResult> negations, List<Occurrence> terms, long shared) {

        private static Sentence of(String text, Set<String> wanted) {
            List<MatchResult> negations = negationsIn(text);
            List<Occurrence> terms = Terms.occurrences(text).stream()
                    .filter(term -> negations.stream()
                            .noneMatch(
                                    negation -> negation.start() < term.span().end()
                                            && term.span().start() < negation.end()))
                    .toList();
            return new Sentence(
                    negations,
                    terms,
                    terms.stream().filter(term -> wanted.contains(term.term())).count());
        }

        private boolean negates(Set<String> claim) {
            double share = shared / (double) terms.size();
            if (shared < LEAST_TERMS || share < REPEATS) {
                return false;
            }
            boolean implied = claim.stream().anyMatch(IMPLIED::contains);
            return negations.stream()
                    .filter(negation -> !commands(negation))
                    .map(this::after)
                    .anyMatch(next -> implied ? deniesImplied(next, claim) : denies(next, claim));
        }

        private static boolean denies(List<String> next, Set<String> claim) {
            return next.stream().anyMatch(claim::contains)
                    && next.stream().takeWhile(term -> !claim.contains(term)).noneMatch(AFFIRMED::contains);
        }

        private static boolean deniesImplied(List<String> next, Set<String> claim) {
            return !next.isEmpty() && claim.contains(next.getFirst()) && IMPLIED.contains(next.getFirst());
        }

        /** Whether it is that of a command, which tells what to do if the claim is right. */
        private boolean commands(MatchResult negation) {
            return COMMANDS.contains(negation.group())
                    && terms.stream().noneMatch(term -> term.span().end() <= negation.start());
        }

        private List<String> after(MatchResult negation) {
            return terms.stream()
                    .filter(term -> term.span().start() >= negation.end())
                    .limit(NEAR)
                    .map(Occurrence::term)
                    .toList();
        }
    }
}
