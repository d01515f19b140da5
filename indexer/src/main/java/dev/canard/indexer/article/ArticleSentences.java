package dev.canard.indexer.article;

import dev.canard.indexer.encoder.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Splits paragraphs into sentences; neither an abbreviation nor a mark inside of quotation marks ends one. */
final class ArticleSentences {

    private static final Pattern ENDS_IN_ABBREVIATION = Pattern.compile(
            "(?:.{0,20}[\\s(“\"])?(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|St|No|vs"
                    + "|Inc|Ltd|Co|Corp|approx|est|fig|e\\.g|i\\.e|[A-Z](?:\\.[A-Z]){0,3})\\.",
            Pattern.DOTALL);

    /** In UTF-16 code units. */
    private static final int LONGEST = 2_000;

    /** With what stands before it. In UTF-16 code units. */
    private static final int LONGEST_ABBREVIATION = 20;

    private ArticleSentences() {}

    /** The sentences in reading order. One of more than {@value #LONGEST} characters is cut there. */
    static List<String> of(String paragraph) {
        List<String> sentences = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (String piece : Sentences.of(paragraph)) {
            open.append(open.isEmpty() ? "" : " ").append(piece);
            if (open.length() >= LONGEST || isComplete(open)) {
                sentences.add(open.length() > LONGEST ? open.substring(0, LONGEST) : open.toString());
                open.setLength(0);
            }
        }
        if (!open.isEmpty()) {
            sentences.add(open.length() > LONGEST ? open.substring(0, LONGEST) : open.toString());
        }
        return sentences;
    }

    private static boolean isComplete(StringBuilder sentence) {
        long opened = count(sentence, '“');
        long closed = count(sentence, '”');
        boolean quoteIsOpen = opened > closed || (opened == 0 && count(sentence, '"') % 2 == 1);
        return !quoteIsOpen
                && !ENDS_IN_ABBREVIATION
                        .matcher(sentence.substring(Math.max(0, sentence.length() - LONGEST_ABBREVIATION)))
                        .matches();
    }

    private static long count(CharSequence text, char sought) {
        return text.chars().filter(c -> c == sought).count();
    }
}
