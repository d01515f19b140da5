package dev.canard.indexer.match;

import dev.canard.indexer.encoder.CrossEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a cross-encoder says of a post and another text.
 *
 * @param logOdds of each class by name, within {@link #SUREST} of 0
 */
public record Reading(Map<String, Double> logOdds) {

    /** The class of a post that is not about the text. */
    public static final String UNRELATED = "UNRELATED";

    /** Ends of sentences that are heaped for emphasis, or an ellipsis. */
    private static final Pattern REPEATED = Pattern.compile("[.?!]{2,}");

    /** No class counts for more, in log-odds. */
    private static final double SUREST = 8;

    /**
     * @throws IllegalArgumentException without the class {@link #UNRELATED}
     */
    public Reading {
        logOdds = Map.copyOf(logOdds);
        if (!logOdds.containsKey(UNRELATED)) {
            throw new IllegalArgumentException("no class " + UNRELATED + " among " + logOdds.keySet());
        }
    }

    /** Reads texts beside a post, in their order. How often an exclamation mark is repeated tells nothing, and is not read. */
    public static List<Reading> of(CrossEncoder crossEncoder, String post, List<String> texts) {
        List<String> classes = crossEncoder.classes();
        return crossEncoder.score(withoutEmphasis(post), texts).stream()
                .map(scores -> {
                    Map<String, Double> logOdds = new LinkedHashMap<>();
                    for (int c = 0; c < scores.length; c++) {
                        logOdds.put(classes.get(c), logOdds(Math.exp(scores[c])));
                    }
                    return new Reading(logOdds);
                })
                .toList();
    }

    private static String withoutEmphasis(String post) {
        return REPEATED.matcher(post).replaceAll(signs -> {
            String run = signs.group();
            if (run.contains("?")) {
                return "?";
            }
            return run.contains("!") ? run.substring(0, 1) : run;
        });
    }

    /** Log-odds that the post is about the text, however it stands to it. */
    public double about() {
        return -of(UNRELATED);
    }

    /**
     * Log-odds of a class.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public double of(String name) {
        Double odds = logOdds.get(name);
        if (odds == null) {
            throw new IllegalArgumentException("no class " + name + " among " + logOdds.keySet());
        }
        return odds;
    }

    /** The log-odds of a probability, bounded. */
    public static double logOdds(double probability) {
        return Math.clamp(Math.log(probability) - Math.log1p(-probability), -SUREST, SUREST);
    }
}
