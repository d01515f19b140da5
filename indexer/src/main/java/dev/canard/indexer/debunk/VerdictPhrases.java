package dev.canard.indexer.debunk;

import dev.canard.event.Verdict;
import dev.canard.ingest.ShippedResource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The phrases of {@code verdicts.tsv}: those that name a verdict, and those that change what a verdict beside them means. */
final class VerdictPhrases {

    private static final String RESOURCE = "verdicts.tsv";
    private static final Pattern CHOICE = Pattern.compile("\\{([^{}]*)}");

    private final Map<String, Meaning> phrases;
    private final int longestPhrase;

    private VerdictPhrases(Map<String, Meaning> phrases) {
        this.phrases = phrases;
        this.longestPhrase = phrases.keySet().stream()
                .mapToInt(phrase -> phrase.split(" ").length)
                .max()
                .orElse(0);
    }

    /**
     * Reads the table from the class path.
     *
     * @throws IllegalStateException if a phrase stands there twice
     */
    static VerdictPhrases load() {
        Map<String, Meaning> phrases = new HashMap<>();
        for (String line : ShippedResource.lines(VerdictPhrases.class, RESOURCE)) {
            String[] columns = line.split("\t", 2);
            add(phrases, Meaning.parse(columns[0]), columns[1]);
        }
        return new VerdictPhrases(phrases);
    }

    private static void add(Map<String, Meaning> phrases, Meaning meaning, String line) {
        Set<String> spellings = new HashSet<>();
        expand(line).forEach(spelling -> spellings.add(String.join(" ", RatingWords.of(spelling))));
        for (String spelling : spellings) {
            if (phrases.put(spelling, meaning) != null) {
                throw new IllegalStateException(RESOURCE + " has this phrase twice: " + spelling);
            }
        }
    }

    /** {@code fals{o,a}} is {@code falso} and {@code falsa}. */
    private static Stream<String> expand(String phrase) {
        Matcher choice = CHOICE.matcher(phrase);
        if (!choice.find()) {
            return Stream.of(phrase);
        }
        return Arrays.stream(choice.group(1).split(",", -1))
                .flatMap(chosen ->
                        expand(phrase.substring(0, choice.start()) + chosen + phrase.substring(choice.end())));
    }

    /** The phrases in a text, in their order, the longest at each place. */
    List<Hit> in(List<String> words) {
        List<Hit> hits = new ArrayList<>();
        int at = 0;
        while (at < words.size()) {
            Hit hit = longestAt(at, words);
            if (hit == null) {
                at++;
            } else {
                hits.add(hit);
                at = hit.end;
            }
        }
        return hits;
    }

    private @Nullable Hit longestAt(int start, List<String> words) {
        for (int end = Math.min(words.size(), start + longestPhrase); end > start; end--) {
            String phrase = String.join(" ", words.subList(start, end));
            Meaning meaning = phrases.get(phrase);
            if (meaning != null) {
                return new Hit(phrase, meaning, start, end);
            }
        }
        return null;
    }

    /** What a phrase is there for. */
    enum Role {
        /** It names a verdict. */
        VERDICT,
        /** It leaves little of the contrary. */
        MOSTLY,
        /** It leaves as much of the contrary. */
        PARTLY,
        NEGATION,
        /** It says nothing about the verdict. */
        NEUTRAL
    }

    /**
     * What the table says of a phrase.
     *
     * @param verdict null in all roles but {@link Role#VERDICT}
     */
    record Meaning(Role role, @Nullable Verdict verdict) {

        static Meaning parse(String name) {
            for (Role role : Role.values()) {
                if (role != Role.VERDICT && role.name().equals(name)) {
                    return new Meaning(role, null);
                }
            }
            return new Meaning(Role.VERDICT, Verdict.valueOf(name));
        }
    }

    /** A phrase of the table in a text, from the word at {@code start} to before the one at {@code end}. */
    record Hit(String phrase, Meaning meaning, int start, int end) {

        boolean is(Role role) {
            return meaning.role == role;
        }

        boolean covers(int word) {
            return start <= word && word < end;
        }
    }
}
