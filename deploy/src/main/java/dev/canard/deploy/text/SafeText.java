package dev.canard.deploy.text;

/**
 * Makes hostile text fit to be shown on a terminal: no control character, escape sequence or change of writing direction
 * survives, so that a post can neither forge a line nor hide one.
 */
public final class SafeText {

    private SafeText() {}

    /**
     * The text on one line.
     *
     * @param maxLength longer text is cut and ends in an ellipsis; in characters, at least 1
     */
    public static String oneLine(String text, int maxLength) {
        StringBuilder safe = new StringBuilder(Math.min(text.length(), maxLength) + 1);
        int shown = 0;
        boolean space = true;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            boolean blank = Character.isWhitespace(character) || Character.isSpaceChar(character);
            if ((blank && space) || (!blank && !visible(character))) {
                continue;
            }
            if (++shown > maxLength) {
                return safe.append('…').toString();
            }
            safe.appendCodePoint(blank ? ' ' : character);
            space = blank;
        }
        return safe.toString().strip();
    }

    private static boolean visible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
