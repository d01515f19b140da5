package dev.canard.indexer.debunk;

import dev.canard.event.Rating;
import dev.canard.event.Verdict;
import dev.canard.indexer.debunk.VerdictPhrases.Hit;
import dev.canard.indexer.debunk.VerdictPhrases.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Maps publishers' ratings to verdicts: by their words first, by their number only where no word maps, and to
 * {@link Verdict#UNKNOWN} where neither does.
 *
 * <p>Words are looked up in {@code verdicts.tsv}, the longest phrase at each place first. One wrong verdict costs more than many
 * unknown ones, so:
 *
 * <ul>
 *   <li>phrases that contradict each other ("true … false") map to nothing, unless the first sentence says no more than a verdict
 *       that is not "true";
 *   <li>a degree beside "true" or "false" shades it ("mostly false", "partly true");
 *   <li>"true" beside a word that limits it ("true but misleading") gives way to that word;
 *   <li>"true" counts only where nothing else is said ("hardly true", "a true story" map to nothing);
 *   <li>a phrase behind a negation ("not entirely false") maps to nothing, unless the table has it with its negation;
 *   <li>a question ("true or false?") maps to nothing, what else is said does, apart from "true": that may be what was asked.
 * </ul>
 *
 * <p>Numbers are read on the scale that comes with them, or on that in the words ("Rating: 2/5"), whichever way it runs; some
 * publishers count up to the worst without saying so, which is why words go first.
 */
final class VerdictTable {

    /** How many words before a phrase a negation reaches it. */
    private static final int NEGATION_REACH = 2;

    private static final Set<Verdict> SUPPORTING = EnumSet.of(Verdict.TRUE, Verdict.MOSTLY_TRUE);
    private static final Set<Verdict> LIMITING = EnumSet.of(Verdict.MIXED, Verdict.MISLEADING, Verdict.UNPROVEN);
    private static final Set<Verdict> REFUTING = EnumSet.of(
            Verdict.MISLEADING,
            Verdict.MOSTLY_FALSE,
            Verdict.FALSE,
            Verdict.ALTERED,
            Verdict.MISATTRIBUTED,
            Verdict.SCAM,
            Verdict.SATIRE);

    private static final Pattern QUESTION = Pattern.compile("[^.:!?？؟]*[?？؟]");

    /** "No" that answers rather than negates what follows. */
    private static final Pattern ANSWER = Pattern.compile("^\\s*\\p{L}{2,5}[,.]\\s");

    private static final Pattern SENTENCE_END = Pattern.compile("[.!;。]");

    /** The number, and the best of its scale. Dates and longer chains are none. */
    private static final Pattern FRACTION = Pattern.compile(
            "(?<![\\p{N}/.,])(\\d{1,2}(?:[.,]\\d{1,2})?)\\s{0,3}(?:/|out of)\\s{0,3}(\\d{1,3})(?![\\p{N}/])");

    private final VerdictPhrases phrases;

    private VerdictTable(VerdictPhrases phrases) {
        this.phrases = phrases;
    }

    /**
     * Reads the table from the class path.
     *
     * @throws IllegalStateException if a phrase stands there twice
     */
    static VerdictTable load() {
        return new VerdictTable(VerdictPhrases.load());
    }

    /** The verdict of a rating, with the rule that led to it. */
    Rating rate(DraftRating rating) {
        String original = rating.text();
        Rating byText = original == null ? null : byText(original);
        if (byText != null) {
            return byText;
        }
        String value = rating.value();
        if (value != null) {
            return RatingScale.rate(original, value, rating.worst(), rating.best());
        }
        if (original == null) {
            return new Rating(Verdict.UNKNOWN, null, "none given");
        }
        return Objects.requireNonNullElseGet(
                byFraction(original), () -> new Rating(Verdict.UNKNOWN, original, "none: words not in the table"));
    }

    private @Nullable Rating byText(String original) {
        String bounded = RatingWords.bounded(original);
        String text = QUESTION.matcher(bounded).replaceAll(" ").strip();
        if (text.isEmpty() && !bounded.isBlank()) {
            return new Rating(Verdict.UNKNOWN, original, "none: a question");
        }
        Matcher answer = ANSWER.matcher(text);
        boolean answers = answer.find() && isNegation(answer.group());
        Reading reading = read(answers ? text.substring(answer.end()) : text);
        Conclusion whole = conclude(reading);
        boolean replies = answers || !text.equals(bounded.strip());
        if (whole.hit != null && !(replies && SUPPORTING.contains(verdict(whole.hit)))) {
            return rating(whole.hit, original);
        }
        Hit lead = lead(text);
        if (lead != null) {
            return rating(lead, original);
        }
        return whole.contradictory ? new Rating(Verdict.UNKNOWN, original, "none: contradictory words") : null;
    }

    private boolean isNegation(String text) {
        List<Hit> hits = phrases.in(RatingWords.of(text));
        return hits.size() == 1 && hits.getFirst().is(Role.NEGATION);
    }

    /** The verdict of the first of several sentences, where that says nothing else and is not in favour of the claim. */
    private @Nullable Hit lead(String text) {
        Matcher end = SENTENCE_END.matcher(text);
        if (!end.find()) {
            return null;
        }
        Reading first = read(text.substring(0, end.start()));
        Hit hit = conclude(first).hit;
        return hit != null && !SUPPORTING.contains(verdict(hit)) && first.saysNothingElse() ? hit : null;
    }

    private static Conclusion conclude(Reading reading) {
        List<Hit> hits = reading.verdicts();
        if (hits.isEmpty() || hits.stream().anyMatch(reading::isNegated)) {
            return Conclusion.NONE;
        }
        Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
        hits.forEach(hit -> verdicts.add(verdict(hit)));
        Hit first = hits.getFirst();
        if (REFUTING.containsAll(verdicts) || (verdicts.size() == 1 && !SUPPORTING.contains(verdict(first)))) {
            return new Conclusion(first, false);
        }
        if (SUPPORTING.containsAll(verdicts)) {
            return verdicts.size() == 1 && reading.saysNothingElse() ? new Conclusion(first, false) : Conclusion.NONE;
        }
        if (verdicts.equals(EnumSet.of(Verdict.TRUE, Verdict.FALSE, Verdict.MIXED))) {
            return new Conclusion(firstOf(Verdict.MIXED, hits), false);
        }
        verdicts.removeAll(SUPPORTING);
        if (verdicts.contains(Verdict.MISLEADING)) {
            verdicts.remove(Verdict.MIXED);
        }
        return verdicts.size() == 1 && LIMITING.containsAll(verdicts)
                ? new Conclusion(firstOf(verdicts.iterator().next(), hits), false)
                : Conclusion.CONTRADICTORY;
    }

    private static Hit firstOf(Verdict verdict, List<Hit> hits) {
        return hits.stream().filter(hit -> verdict(hit) == verdict).findFirst().orElseThrow();
    }

    private static Verdict verdict(Hit hit) {
        return Objects.requireNonNull(hit.meaning().verdict());
    }

    private static Rating rating(Hit hit, String original) {
        return new Rating(verdict(hit), original, "text:" + hit.phrase());
    }

    /** By a number with its scale in the words, where they hold nothing else. */
    private @Nullable Rating byFraction(String original) {
        String text = RatingWords.bounded(original);
        Matcher fraction = FRACTION.matcher(text);
        if (!fraction.find()) {
            return null;
        }
        Reading rest = read(text.substring(0, fraction.start()) + " " + text.substring(fraction.end()));
        return rest.saysNothingElse() ? RatingScale.rate(original, fraction.group(1), null, fraction.group(2)) : null;
    }

    private Reading read(String text) {
        List<String> words = RatingWords.of(text);
        return new Reading(words, shade(phrases.in(words), words));
    }

    /** Joins each degree with the verdict behind it, or else before it. */
    private static List<Hit> shade(List<Hit> hits, List<String> words) {
        List<Hit> shaded = new ArrayList<>();
        for (int at = 0; at < hits.size(); at++) {
            Hit hit = hits.get(at);
            boolean degree = hit.is(Role.MOSTLY) || hit.is(Role.PARTLY);
            if (degree && at + 1 < hits.size() && follow(hit, hits.get(at + 1))) {
                shaded.add(join(hit, hits.get(at + 1), hit.meaning().role(), words));
                at++;
            } else if (degree && !shaded.isEmpty() && follow(shaded.getLast(), hit)) {
                shaded.add(join(shaded.removeLast(), hit, hit.meaning().role(), words));
            } else {
                shaded.add(hit);
            }
        }
        return shaded;
    }

    private static boolean follow(Hit before, Hit behind) {
        return before.end() == behind.start() && (before.is(Role.VERDICT) || behind.is(Role.VERDICT));
    }

    private static Hit join(Hit before, Hit behind, Role degree, List<String> words) {
        Verdict plain = verdict(before.is(Role.VERDICT) ? before : behind);
        Verdict shaded = switch (plain) {
            case TRUE -> degree == Role.MOSTLY ? Verdict.MOSTLY_TRUE : Verdict.MIXED;
            case FALSE -> degree == Role.MOSTLY ? Verdict.MOSTLY_FALSE : Verdict.MIXED;
            case MOSTLY_TRUE, MIXED, MISLEADING, MOSTLY_FALSE, ALTERED, MISATTRIBUTED, SCAM, SATIRE -> plain;
            case UNPROVEN, UNKNOWN -> plain;
        };
        return new Hit(
                String.join(" ", words.subList(before.start(), behind.end())),
                new VerdictPhrases.Meaning(Role.VERDICT, shaded),
                before.start(),
                behind.end());
    }

    /** The words of a text with the phrases found in them. */
    private record Reading(List<String> words, List<Hit> hits) {

        List<Hit> verdicts() {
            return hits.stream().filter(hit -> hit.is(Role.VERDICT)).toList();
        }

        boolean isNegated(Hit verdict) {
            return hits.stream()
                    .anyMatch(hit -> hit.is(Role.NEGATION)
                            && hit.end() <= verdict.start()
                            && hit.end() > verdict.start() - NEGATION_REACH);
        }

        /** Whether nothing but verdicts and neutral words follows the last colon: before it stands whose rating it is. */
        boolean saysNothingElse() {
            int from = words.lastIndexOf(RatingWords.COLON) + 1;
            for (int at = from; at < words.size(); at++) {
                int word = at;
                if (hits.stream()
                        .noneMatch(hit -> (hit.is(Role.VERDICT) || hit.is(Role.NEUTRAL)) && hit.covers(word))) {
                    return false;
                }
            }
            return verdicts().isEmpty() || verdicts().getFirst().start() >= from;
        }
    }

    /**
     * What a reading comes to.
     *
     * @param hit the phrase that decides, null if none does
     * @param contradictory whether none does because they contradict each other
     */
    private record Conclusion(@Nullable Hit hit, boolean contradictory) {

        static final Conclusion NONE = new Conclusion(null, false);
        static final Conclusion CONTRADICTORY = new Conclusion(null, true);
    }
}
