package dev.canard.classifier.corenlp;

import edu.stanford.nlp.ling.CoreLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts sentences that are too long to be one: rants without a full stop, lists, noise. */
final class LongSentences {

    private static final Set<String> CLAUSE_ENDS =
            Set.of(",", ";", ":", "--", "—", "–", "-", "...", "…", "|", "•", "/");

    private LongSentences() {}

    /**
     * The parts of a sentence, each of at most so many tokens: cut behind the last clause that ends in the second half of what
     * is allowed, or else where it must be.
     */
    static List<List<CoreLabel>> split(List<CoreLabel> tokens, int maxTokens) {
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
