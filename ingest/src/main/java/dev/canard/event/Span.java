package dev.canard.event;

/**
 * A half-open range of a text.
 *
 * @param start index of the first character, in UTF-16 code units, at least 0
 * @param end index after the last character, at least {@code start}
 */
public record Span(int start, int end) {

    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("not a span: " + start + ".." + end);
        }
    }

    /** The part of {@code text} that this span covers; the span must lie within it. */
    public String of(String text) {
        return text.substring(start, end);
    }
}
