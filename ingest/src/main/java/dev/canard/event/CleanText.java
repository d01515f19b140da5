package dev.canard.event;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;

/**
 * Text made readable for language tools, with the way back to the text as its author wrote it.
 *
 * @param value the clean text
 * @param runs stretches of the clean text that were copied unchanged, ordered, without overlap in either text. Characters
 *     between two runs were inserted or replaced
 */
public record CleanText(String value, List<Run> runs) {

    public CleanText {
        runs = List.copyOf(runs);
    }

    /**
     * A stretch that is the same in both texts.
     *
     * @param clean index of its first character in the clean text
     * @param original index of its first character in the original text
     * @param length its length, at least 1, in UTF-16 code units
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Run(int clean, int original, int length) {}

    /** Clean text that equals the original. */
    public static CleanText unchanged(String text) {
        return new CleanText(text, text.isEmpty() ? List.of() : List.of(new Run(0, 0, text.length())));
    }

    /**
     * The stretch of the original text from which a stretch of the clean text came: from the original of its first copied
     * character to the original of its last one. Empty where nothing in it was copied.
     */
    public Span toOriginal(Span span) {
        int start = -1;
        int end = -1;
        for (int i = firstRunAfter(span.start()); i < runs.size() && runs.get(i).clean < span.end(); i++) {
            Run run = runs.get(i);
            int from = Math.max(span.start(), run.clean);
            int to = Math.min(span.end(), run.clean + run.length);
            if (from < to) {
                start = start < 0 ? run.original + from - run.clean : start;
                end = run.original + to - run.clean;
            }
        }
        return start < 0 ? new Span(0, 0) : new Span(start, end);
    }

    /** Index of the first run that ends after a place of the clean text. */
    private int firstRunAfter(int start) {
        int low = 0;
        int high = runs.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (runs.get(middle).clean + runs.get(middle).length > start) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
