package dev.canard.indexer.stance;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Kinds of wording that lean towards a stance. None decides: "hoax" stands in refutations, but also in claims that
 * something was one. All are read in lower-case clean text, so that neither capitals nor emoji count.
 */
enum Cue {
    REFUTATION(
            "\\b(fake|hoax(es)?|debunk\\w{0,9}|false(ly|hoods?)?|myths?|untrue|misinformation|disinformation|baseless"
                    + "|fabricat\\w{1,5}|doctored|photoshop\\w{0,4}|misleading|unfounded|lies?|bogus|satir\\w{1,5}|nonsense"
                    + "|incorrect|refut\\w{1,6}|wrong|rubbish|made[- ]up|invented|bunk|fiction|urban legend|scam)\\b"),
    CORRECTION("\\b(stop|quit|don't|do not) (sharing|spreading|posting|believing|believe|fall|share|spread|forward)\\b"
            + "|\\bfact[- ]?check|\\b(no|zero) (evidence|proof|truth|basis|such)\\b|\\bactually\\b|\\bin (fact|reality)\\b"
            + "|\\b(didn't|did not|never) happen"),
    QUESTION("\\?|\\b(is (it|this|that) true|(can|could) (any|some)(one|body)|(does|has|did) any(one|body)"
            + "|any(one|body) (know|confirm)|true or|legit|real or|wondering|curious|not sure|source)\\b"),
    REPORT(
            "\\b(claim(s|ed|ing)?|alleg\\w{1,6}|reportedly|according to|rumou?rs?|says?|said|viral|circulat\\w{1,4}|posts?"
                    + "|shar(ing|ed)|people|told|articles?|newspapers?|study|paper|thread)\\b"),
    IRONY("\\b(lol|lmao|ha(ha){1,9}|jok(e|ing)|kidding|imagine|plot twist|breaking|apparently|meanwhile|next|guess|sure"
            + "|obviously|of course|my (cat|dog|boss|wife|husband|gran|grandma|mum|mom|dad))\\b"),
    URGENCY("\\b(share|before (it|they|this)|deleted?|wake up|they don't want|won't tell|urgent|warn(ing)?"
            + "|pass (this|it) on|spread the word|retweet|everyone needs|must|asap|media (won't|silent))\\b"),
    SECOND_PERSON("\\b(you|your|yours|you're)\\b"),
    FIRST_PERSON("\\b(i|my|me|i'm|i've|we|our|us)\\b"),
    QUOTATION("[\"“”«»]|(?<!\\w)'[^']{3,200}'(?!\\w)"),
    CONTRAST("\\b(but|however|although|though|yet|except)\\b"),
    AFFIRMATION("\\b(true|real|confirmed|proof|proven|facts?|official(ly)?|finally|exposed|truth)\\b"),
    NEGATION("\\b(not|no|never|nobody|none|neither|nothing|nor|without|hardly|cannot)\\b|n't\\b");

    /** More of the same says no more. */
    private static final int ENOUGH = 2;

    private final Pattern pattern;

    Cue(String pattern) {
        this.pattern = Pattern.compile(pattern);
    }

    /** How often it stands in a lower-case text, 0 to 2. */
    int count(String text) {
        return (int) pattern.matcher(text).results().limit(ENOUGH).count();
    }

    /** All places where it stands in a lower-case text. */
    List<MatchResult> matches(String text) {
        return pattern.matcher(text).results().toList();
    }

    /** A text in which cues can be looked for. */
    static String normalised(String text) {
        return text.toLowerCase(Locale.ROOT).replace('’', '\'');
    }

    boolean in(String text) {
        return pattern.matcher(text).find();
    }
}
