package dev.canard.deploy.text;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Values for tables that spreadsheets open. They calculate what begins like a formula: such a cell gets an apostrophe before it. */
public final class SpreadsheetCell {

    /** OWASP, CSV injection. */
    private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

    private SpreadsheetCell() {}

    /** The text of a cell; empty for null. */
    public static String of(@Nullable Object value) {
        String text = Objects.toString(value, "");
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
