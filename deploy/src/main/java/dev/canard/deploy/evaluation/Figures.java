package dev.canard.deploy.evaluation;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;

/** Figures by name, and how they are written for people. */
final class Figures {

    private final SequencedMap<String, Double> byName = new LinkedHashMap<>();

    /** Adds a figure and gives it back. */
    double put(String system, String measure, double value) {
        byName.put(name(system, measure), value);
        return value;
    }

    /** Adds both ends of an interval. */
    Interval put(String system, String measure, Interval interval) {
        put(system, measure + "/low", interval.low());
        put(system, measure + "/high", interval.high());
        return interval;
    }

    SequencedMap<String, Double> byName() {
        return byName;
    }

    private static String name(String system, String measure) {
        return (system + "/" + measure).toLowerCase(Locale.ROOT).replaceAll("\\s+", "-");
    }

    /** A share or a probability. */
    static String share(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.3f", value);
    }

    /** A share with its interval. */
    static String share(double value, Interval interval) {
        return share(value) + " " + interval;
    }

    static String millis(double value) {
        return String.format(Locale.ROOT, "%.1f ms", value);
    }
}
