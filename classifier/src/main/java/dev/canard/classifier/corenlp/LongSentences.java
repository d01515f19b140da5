package dev.canard.classifier.corenlp;

import edu.stanford.nlp.ling.CoreLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Cuts sentences that are too long to be one: rants without a full stop, lists, noise. */
final class LongSentences {

    private static final Set<String> CLAUSE_ENDS =
            Set.of(",", ";", ":", "--", "—", "–", "-", "...", "…", "|", "•", "/");

    private static final Set<String> CONJUNCTIONS = Set.of("and", "but", "so", "then", "&", "n");

    /** Subjects with which a clause starts; "and the" mostly goes on with a list. */
    private static final Set<String> SUBJECTS = Set.of(
            "i",
            "you",
            "u",
            "he",
            "she",
            "it",
            "we",
            "they",
            "this",
            "there",
            "nobody",
            "everybody",
            "everyone",
            "noone");

    /** A sentence of so many tokens with hardly a mark is several that were not marked. */
    private static final int FEWEST_OF_A_RANT = 40;

    private static final int TOKENS_TO_A_MARK = 20;
    private static final int FEWEST_OF_A_CLAUSE = 8;

    private LongSentences() {}

    /**
     * The parts of a sentence, each of at most so many tokens. One without marks is cut before clauses that start with a
     * conjunction and a subject. What is still too long is cut behind the last clause that ends in the second half of what is
     * allowed, or else where it must be.
     */
    static List<List<CoreLabel>> split(List<CoreLabel> tokens, int maxTokens) {
        return clauses(tokens).stream()
                .flatMap(clause -> cut(clause, maxTokens).stream())
                .toList();
    }

    private static List<List<CoreLabel>> clauses(List<CoreLabel> tokens) {
        long marks = tokens.stream()
                .filter(token -> CLAUSE_ENDS.contains(token.word()))
                .count();
        if (tokens.size() < FEWEST_OF_A_RANT || marks * TOKENS_TO_A_MARK > tokens.size()) {
            return List.of(tokens);
        }
        List<List<CoreLabel>> clauses = new ArrayList<>();
        int start = 0;
        for (int i = FEWEST_OF_A_CLAUSE; i <= tokens.size() - FEWEST_OF_A_CLAUSE; i++) {
            if (i - start >= FEWEST_OF_A_CLAUSE && startsClause(tokens, i)) {
                clauses.add(tokens.subList(start, i));
                start = i;
            }
        }
        clauses.add(tokens.subList(start, tokens.size()));
        return clauses;
    }

    private static boolean startsClause(List<CoreLabel> tokens, int i) {
        return CONJUNCTIONS.contains(tokens.get(i).word().toLowerCase(Locale.ROOT))
                && SUBJECTS.contains(tokens.get(i + 1).word().toLowerCase(Locale.ROOT));
    }

    private static List<List<CoreLabel>> cut(List<CoreLabel> tokens, int maxTokens) {
        List<List<CoreLabel>> parts = new ArrayList<>();
        int start = 0;
        while (tokens.size() - start > maxTokens) {
            int end = start + maxTokens;
            int cut = end;
            while (cut > start + maxTokens / 2
                    && !CLAUSE_ENDS.contains(tokens.get(cut - 1).word())) {
                cut--;
            }
            cut = cut > start + maxTokens / 2 ? cut : end;
            parts.add(tokens.subList(start, cut));
            start = cut;
        }
        if (start < tokens.size()) {
            parts.add(tokens.subList(start, tokens.size()));
        }
        return parts;
    }
}
