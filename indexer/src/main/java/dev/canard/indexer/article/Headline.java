package dev.canard.indexer.article;

import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a headline denies, as an assertion: "No, lemon juice does not cure colds" to "Lemon juice cures colds". Only where one
 * negation, taken away, leaves a sentence that means the opposite: never with "not all", "not only", "no longer", a second negation or a question.
 */
final class Headline {

    private static final int FLAGS = Pattern.CASE_INSENSITIVE;

    /** In UTF-16 code units. */
    private static final int LONGEST = 300;

    /** "Fact check: …"; what follows "Scam: …" may be about it rather than state it. */
    private static final Pattern KICKER = Pattern.compile(
            "\\A(?:(?<false>debunked|fake(?: news)?|false(?: claim)?|hoax|myth|rumou?r)|fact[- ]?check(?:ed|ing)?|verified|verify"
                    + "|explainer|check|(?<about>hoax alert|misleading|satire|scam(?: alert)?|altered))\\s{0,2}[:|–—-]\\s{0,2}",
            FLAGS);

    /** A headline that says so of something does not state it. */
    private static final Pattern REFUTING = Pattern.compile(
            "\\b(?:fake|false|falsely|hoax|scam|myth|untrue|misleading|satir\\w{1,4}|old|doctored|edited|altered|taken|unrelated|debunk\\w{0,3})\\b",
            FLAGS);

    private static final Pattern NO = Pattern.compile("\\A(?:no|nope|sorry)\\s?[,:;.!–—-]\\s{0,2}", FLAGS);

    private static final Pattern NO_EVIDENCE = Pattern.compile(
            "\\A(?:there(?:['’]s| is| was) )?no (?:\\w{1,15} )?(?:evidence|proof|truth)(?: to (?:suggest|show|support))?"
                    + "(?: (?:to )?(?:the |this )?(?:claims?|rumou?rs?))? that (?<rest>.+)",
            FLAGS);

    /** Where the headline goes on about something else. */
    private static final Pattern NEXT_CLAUSE = Pattern.compile(
            "(?:,? (?:but|despite|although|though|contrary to|as claimed|say|says|according to)\\b|[:;]|\\s[–—|-]\\s|, (?:here|it|they|that|this)['’ ])(?<next>.*+)\\z",
            FLAGS);

    private static final Pattern DESPITE = Pattern.compile("\\b(?:despite|contrary to|as claimed)\\b.{0,60}", FLAGS);

    private static final Pattern NEGATION = Pattern.compile(
            "\\b(?:not|never|cannot|no|none|nothing|nobody|neither|nor|without|hardly|barely|fails?|den(?:y|ies|ied))\\b|n['’]t\\b",
            FLAGS);

    /** With these behind it, a negation denies only a part. */
    private static final Pattern PARTIAL = Pattern.compile(
            "\\b(?:not|n['’]t|never)\\s(?:all|only|every|everyone|just|always|fully|entirely|completely|necessarily|because|yet|the only|the first|alone)\\b"
                    + "|\\b(?:unless|until|anymore|any more|at all costs|either)\\b",
            FLAGS);

    private static final Pattern NOT_AFTER_AUXILIARY = Pattern.compile(
            "\\b(?<aux>is|are|was|were|has|had|have|will|would|can|could|should|must|may|might|did)(?:\\snot\\b|n['’]t\\b)",
            FLAGS);

    private static final Pattern CONTRACTED = Pattern.compile("\\b(?<aux>won['’]t|can['’]t|cannot|can not)\\b", FLAGS);
    private static final Pattern DOES_NOT = Pattern.compile(
            "\\bdoes(?:\\snot\\b|n['’]t\\b)\\s(?<adverb>(?:[a-z]{3,15}ly|ever)\\s)?(?<verb>[a-z-]{2,25})\\b", FLAGS);
    private static final Pattern DO_NOT = Pattern.compile("(?<=\\S\\s)do(?:\\snot\\b|n['’]t\\b)\\s", FLAGS);
    private static final Pattern NEVER = Pattern.compile("(?<=\\S\\s)never\\s", FLAGS);
    private static final Pattern EMPTY_WORDS =
            Pattern.compile("\\s(?:at all|really|actually)\\b|\\b(?:any|ever|really|actually)\\s", FLAGS);

    /** Written small within any sentence. */
    private static final Set<String> SMALL = Set.of(
            "a", "an", "the", "is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "would", "can",
            "could", "did", "does", "do", "to", "of", "in", "on", "at", "by", "for", "with", "from", "and", "or", "its",
            "your", "their", "his", "her", "our", "that", "this", "these", "into", "about", "after", "before", "as",
            "than");

    private Headline() {}

    /**
     * The assertion.
     *
     * @param claim as a sentence, in the headline's capitals
     * @param explicit whether the headline denies it in so many words, and does not merely say the opposite
     */
    record Denied(String claim, boolean explicit) {}

    /** What a headline denies; null where it denies nothing, or it cannot be told what. */
    static @Nullable Denied denied(String headline) {
        String text = headline.strip().replace('’', '\'');
        if (text.length() > LONGEST || text.contains("?")) {
            return null;
        }
        Matcher kicker = KICKER.matcher(text);
        boolean refuting = kicker.lookingAt() && kicker.group("false") != null;
        if (kicker.lookingAt() && kicker.group("about") != null) {
            return null;
        }
        text = kicker.lookingAt() ? text.substring(kicker.end()) : text;
        Matcher no = NO.matcher(text);
        boolean said = no.lookingAt();
        text = said ? text.substring(no.end()) : text;
        boolean despite = DESPITE.matcher(text).find();
        text = NEXT_CLAUSE.matcher(text).replaceFirst("");
        Matcher noEvidence = NO_EVIDENCE.matcher(text);
        if (noEvidence.matches()) {
            String rest = noEvidence.group("rest");
            return NEGATION.matcher(rest).find() ? null : denied(rest, true);
        }
        long negations = NEGATION.matcher(text).results().count();
        if (negations == 0) {
            // "False: 5G spreads viruses" states the falsehood itself.
            return refuting && !said && !REFUTING.matcher(text).find() ? denied(text, true) : null;
        }
        // "Fake: the queen is not alive" states it too, negation and all, or denies it: who knows?
        if (negations > 1 || refuting || PARTIAL.matcher(text).find()) {
            return null;
        }
        String asserted = assertion(text);
        return asserted == null ? null : denied(asserted, said || despite);
    }

    private static @Nullable Denied denied(String words, boolean explicit) {
        String claim = ClaimText.sentence(words);
        return claim == null || ClaimText.words(claim) < 3 ? null : new Denied(claim, explicit);
    }

    private static @Nullable String assertion(String text) {
        Matcher auxiliary = NOT_AFTER_AUXILIARY.matcher(text);
        if (auxiliary.find() && auxiliary.start() > 0) {
            return tidy(auxiliary.replaceFirst("${aux}"));
        }
        Matcher contracted = CONTRACTED.matcher(text);
        if (contracted.find() && contracted.start() > 0) {
            boolean will = contracted.group("aux").toLowerCase(Locale.ROOT).startsWith("w");
            return tidy(contracted.replaceFirst(will ? "will" : "can"));
        }
        Matcher does = DOES_NOT.matcher(text);
        if (does.find() && does.start() > 0) {
            String adverb = does.group("adverb");
            String verb = thirdPerson(does.group("verb"));
            return tidy(does.replaceFirst(Matcher.quoteReplacement((adverb == null ? "" : adverb) + verb)));
        }
        Matcher doNot = DO_NOT.matcher(text);
        if (doNot.find()) {
            return tidy(doNot.replaceFirst(""));
        }
        Matcher never = NEVER.matcher(text);
        return never.find() ? tidy(never.replaceFirst("")) : null;
    }

    private static String tidy(String text) {
        return EMPTY_WORDS.matcher(text).replaceAll("").replaceAll("\\s{2,}", " ");
    }

    private static String thirdPerson(String verb) {
        String lower = verb.toLowerCase(Locale.ROOT);
        if (lower.equals("have")) {
            return verb.substring(0, 2) + "s";
        }
        if (lower.matches(".*(?:s|x|z|ch|sh|o)")) {
            return verb + "es";
        }
        return lower.matches(".*[^aeiou]y") ? verb.substring(0, verb.length() - 1) + "ies" : verb + "s";
    }

    /**
     * A headline's claim in the capitals of a sentence: a word that the article writes without a capital loses it.
     *
     * @param lowerCase whether the article has a word in lower case
     */
    static String inSentenceCase(String claim, Predicate<String> lowerCase) {
        String[] words = claim.split(" ", -1);
        for (int i = 1; i < words.length; i++) {
            String bare = words[i].replaceAll("[^\\p{L}'-]", "");
            boolean capitalised = bare.equals("A")
                    || (bare.length() > 1
                            && Character.isUpperCase(bare.charAt(0))
                            && bare.substring(1).equals(bare.substring(1).toLowerCase(Locale.ROOT)));
            String lower = bare.toLowerCase(Locale.ROOT);
            if (capitalised && (SMALL.contains(lower) || lowerCase.test(lower))) {
                words[i] = words[i].replace(bare, lower);
            }
        }
        return String.join(" ", words);
    }
}
