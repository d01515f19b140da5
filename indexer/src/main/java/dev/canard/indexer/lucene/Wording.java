package dev.canard.indexer.lucene;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which words, numbers and names two texts share. */
public final class Wording {

    private static final Pattern NUMBER = Pattern.compile("\\d[\\d,.]*+");
    private static final Pattern SEPARATOR = Pattern.compile("[,.]");
    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{M}]*+");

    private Wording() {}

    /** The numbers written in digits, without separators, so that {@code 1,000} and {@code 1000} are the same. */
    public static Set<String> numbers(String text) {
        Set<String> numbers = new LinkedHashSet<>();
        Matcher matcher = NUMBER.matcher(text);
        while (matcher.find()) {
            numbers.add(SEPARATOR.matcher(matcher.group()).replaceAll(""));
        }
        return numbers;
    }

    /** The words in lower case. */
    public static Set<String> words(String text) {
        Set<String> words = new LinkedHashSet<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group().toLowerCase(Locale.ROOT));
        }
        return words;
    }

    /** The words that begin with a capital and are no stop words, in lower case. */
    static Set<String> names(String text) {
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            String word = matcher.group();
            if (word.length() > 1 && Character.isUpperCase(word.codePointAt(0)) && !Terms.isStopWord(word)) {
                names.add(word.toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    /** How many of the wanted are there. */
    public static int shared(Set<String> wanted, Set<String> there) {
        int shared = 0;
        for (String one : wanted) {
            if (there.contains(one)) {
                shared++;
            }
        }
        return shared;
    }

    /** Share of the wanted terms that are there, weighted; 0 where none is wanted. */
    public static double coverage(Set<String> wanted, Predicate<String> isThere, ToDoubleFunction<String> weight) {
        double all = 0;
        double hit = 0;
        for (String term : wanted) {
            double its = weight.applyAsDouble(term);
            all += its;
            hit += isThere.test(term) ? its : 0;
        }
        return all == 0 ? 0 : hit / all;
    }
}
