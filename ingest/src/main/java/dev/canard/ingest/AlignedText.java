package dev.canard.ingest;

import dev.canard.event.CleanText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A text on its way from original to clean, which knows for each of its characters where it was copied from.
 *
 * <p>Each change is one pass of an {@link Edit} from left to right, linear in the text's length.
 */
final class AlignedText {

    private static final int INSERTED = -1;

    private final String text;

    /** For each character the index of the original that it was copied from, or {@link #INSERTED}. */
    private final int[] origins;

    private AlignedText(String text, int[] origins) {
        this.text = text;
        this.origins = origins;
    }

    static AlignedText of(String original) {
        int[] origins = new int[original.length()];
        Arrays.setAll(origins, i -> i);
        return new AlignedText(original, origins);
    }

    String text() {
        return text;
    }

    int length() {
        return text.length();
    }

    Edit edit() {
        return new Edit();
    }

    /** This text without what lies outside of a range. */
    AlignedText cut(int start, int end) {
        return start == 0 && end == length()
                ? this
                : new AlignedText(text.substring(start, end), Arrays.copyOfRange(origins, start, end));
    }

    CleanText toCleanText() {
        List<CleanText.Run> runs = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= origins.length; i++) {
            if (i == origins.length || origins[start] == INSERTED || origins[i] != origins[i - 1] + 1) {
                if (origins[start] != INSERTED) {
                    runs.add(new CleanText.Run(start, origins[start], i - start));
                }
                start = i;
            }
        }
        return new CleanText(text, runs);
    }

    /** Writes a changed copy of the text. Whatever is neither dropped nor replaced stays. */
    final class Edit {

        private final StringBuilder changed = new StringBuilder();
        private int[] changedOrigins = {};
        private int read;

        /** Leaves out the range from {@code start}, which lies at or after the end of all before, to {@code end}. */
        void drop(int start, int end) {
            replace(start, end, "");
        }

        /** Puts other characters in place of a range, which may be empty and lies at or after the end of all before. */
        void replace(int start, int end, String replacement) {
            if (start < read || end < start || end > text.length()) {
                throw new IllegalArgumentException("%d..%d, read %d of %d".formatted(start, end, read, text.length()));
            }
            copyUntil(start);
            reserve(replacement.length());
            Arrays.fill(changedOrigins, changed.length(), changed.length() + replacement.length(), INSERTED);
            changed.append(replacement);
            read = end;
        }

        AlignedText done() {
            if (read == 0 && changed.isEmpty()) {
                return AlignedText.this;
            }
            copyUntil(text.length());
            return new AlignedText(changed.toString(), Arrays.copyOf(changedOrigins, changed.length()));
        }

        private void copyUntil(int end) {
            reserve(end - read);
            System.arraycopy(origins, read, changedOrigins, changed.length(), end - read);
            changed.append(text, read, end);
            read = end;
        }

        private void reserve(int more) {
            int needed = changed.length() + more;
            if (needed > changedOrigins.length) {
                changedOrigins = Arrays.copyOf(changedOrigins, Math.max(2 * needed, text.length() + 16));
            }
        }
    }
}
