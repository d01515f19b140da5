package dev.canard.indexer.debunk;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates as publishers write them: ISO 8601 with or without time, zone, day or month, and English dates with the month in
 * letters. A date in a zone stays the date of that zone; a missing day or month becomes the first one. A date all in digits
 * that does not begin with the year is ambiguous and therefore none.
 */
final class PublicationDates {

    private static final int LONGEST = 64;

    private static final Pattern YEAR_FIRST =
            Pattern.compile("(\\d{4})(?:[-/](\\d{1,2})(?:[-/](\\d{1,2})(?:[T ].*)?)?)?");

    private static final Pattern ORDINAL_OR_DOT = Pattern.compile("(?<=\\d)(?:st|nd|rd|th)\\b|\\.");

    private static final List<DateTimeFormatter> ENGLISH = List.of(
            format("[EEEE, ][EEE, ]d MMMM uuuu[ HH:mm:ss][ z]"),
            format("[EEEE, ][EEE, ]d MMM uuuu[ HH:mm:ss][ z]"),
            format("[EEEE, ][EEE, ]MMMM d[,] uuuu"),
            format("[EEEE, ][EEE, ]MMM d[,] uuuu"),
            format("MMMM uuuu"),
            format("MMM uuuu"));

    private PublicationDates() {}

    /** The date in a text, null where there is none. */
    static @Nullable LocalDate parse(@Nullable String text) {
        if (text == null || text.length() > LONGEST) {
            return null;
        }
        String date = text.strip();
        Matcher yearFirst = YEAR_FIRST.matcher(date);
        return yearFirst.matches()
                ? yearFirst(yearFirst)
                : english(ORDINAL_OR_DOT.matcher(date).replaceAll(""));
    }

    private static @Nullable LocalDate yearFirst(Matcher date) {
        try {
            return LocalDate.of(number(date.group(1)), number(date.group(2)), number(date.group(3)));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 1 : Integer.parseInt(digits);
    }

    private static @Nullable LocalDate english(String date) {
        for (DateTimeFormatter format : ENGLISH) {
            LocalDate parsed = parse(date, format);
            if (parsed != null) {
                return parsed;
            }
        }
        return null;
    }

    private static @Nullable LocalDate parse(String date, DateTimeFormatter format) {
        try {
            return format.parse(date, LocalDate::from);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static DateTimeFormatter format(String pattern) {
        DateTimeFormatterBuilder builder =
                new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern);
        if (!pattern.contains("d")) {
            builder.parseDefaulting(ChronoField.DAY_OF_MONTH, 1);
        }
        return builder.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
    }
}
