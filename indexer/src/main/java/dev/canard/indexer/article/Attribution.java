package dev.canard.indexer.article;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a sentence says that others claim: "a viral post claims that …", "messages on WhatsApp warn: …", "there is no
 * evidence that …".
 *
 * <p>Every repetition in the patterns is bounded, so that a sentence of bounded length costs a bounded time.
 */
final class Attribution {

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;

    /** What spreads among people, rather than what newspapers and agencies publish. */
    private static final String MEDIUM =
            "(?:posts?|videos?|messages?|memes?|tweets?|reels?|tiktoks?|clips?|rumou?rs?|claims?|texts?|text messages"
                    + "|e-?mails?|chain letters?|voice notes?|adverts?|ads?|users?|accounts?|screenshots?|images?|photos?|photographs?|pictures?"
                    + "|captions?|leaflets?|flyers?|narratives?|hoax(?:es)?|theor(?:y|ies)|influencers?|people|supporters|conspiracy theorists"
                    + "|commenters|infographics?|graphics?|blogs?|websites?|articles?|stor(?:y|ies)|headlines?)";

    private static final String CLAIMS =
            "(?:claim(?:s|ed|ing)?|say(?:s|ing)?|said|stat(?:e|es|ed|ing)|alleg(?:e|es|ed|ing)|assert(?:s|ed|ing)?|suggest(?:s|ed|ing)?"
                    + "|warn(?:s|ed|ing)?|insist(?:s|ed|ing)?|tell(?:s|ing)?|told|announc(?:e|es|ed|ing)|promis(?:e|es|ed|ing)|declar(?:e|es|ed|ing)"
                    + "|maintain(?:s|ed|ing)?|impl(?:y|ies|ied|ying)|argu(?:e|es|ed|ing)|report(?:s|ed|ing)?|urg(?:e|es|ed|ing)"
                    + "|purport(?:s|ed|ing)?|believ(?:e|es|ed|ing)|advis(?:e|es|ed|ing))";

    private static final String HEARERS =
            "(?:\\s(?:users|people|readers|recipients|parents|viewers|everyone|everybody|you|us|them|followers|customers|voters|members))?";

    private static final String REST = "(?<claim>.{12,900})";

    private static final String FALSELY =
            "(?:falsely|wrongly|incorrectly|misleadingly|baselessly|mistakenly|erroneously)";

    private enum Form {
        /** "posts claim that …" */
        THAT("\\b(?<source>" + MEDIUM + ")\\b(?<lead>[^.!?;:]{0,160}?)\\b" + CLAIMS + HEARERS + "(?:\\s" + FALSELY
                + ")?,?\\s(?:that|how)\\s" + REST),
        /** "a video claims to show …" */
        SHOWS(
                "\\b(?<source>videos?|images?|photos?|photographs?|pictures?|clips?|screenshots?|posts?)\\b(?<lead>[^.!?;:]{0,160}?)"
                        + "\\b(?:claim|purport|alleg)(?:s|ed|ing|edly)?\\s(?:falsely\\s)?to\\s(?:show|depict)\\s"
                        + REST),
        /** "posts read: …", "posts warn, “…" */
        COLON("\\b(?<source>" + MEDIUM + ")\\b(?<lead>[^.!?;:]{0,160}?)\\b(?:" + CLAIMS + "|reads?|reading|goes)"
                + HEARERS + "[^.!?;:,“\"]{0,30}(?::\\s?|,\\s?(?=[“\"]))" + REST),
        /** "the rumour that …", "denied claims that …" */
        NOUN(
                "\\b(?<source>claims?|rumou?rs?|allegations?|assertions?|theor(?:y|ies)|hoax(?:es)?|myths?|falsehoods?|lies?|reports?"
                        + "|misconceptions?|speculation|misinformation|disinformation)(?<lead>)\\sthat\\s" + REST),
        /** "the idea is, …", "the claim: …" */
        GIST("\\b(?<source>idea|gist|theory|story|allegation|upshot|claims?|rumou?r|warning|message)(?<lead>)"
                + "(?:\\s(?:is|was|goes|being|runs|reads)\\s?(?:,|:|that\\b|—)|:)\\s?(?:the (?:idea|gist) is(?: that|,|:)\\s?)?"
                + REST),
        /** "it is claimed that …" */
        PASSIVE("\\bit(?<source>)(?<lead>)\\s(?:is|was|has been|had been)(?:\\s(?:being|" + FALSELY
                + "|widely|also|now)){0,2}"
                + "\\s(?:claimed|alleged|rumou?red|suggested)(?:\\s(?:online|on [A-Z]\\w{1,20}))?\\sthat\\s" + REST),
        /** "there is no evidence that …", "it is not true that …" */
        DENIED(
                "\\b(?:no (?:\\w{1,15} )?(?:evidence|proof|truth)(?: to (?:suggest|show|support)(?: the claim)?)?(?: to (?:the|a|this) \\w{1,12})?"
                        + "|(?:it|this) (?:is|was) (?:simply |just |also )?(?:not true|untrue|false|a myth|a lie))(?<source>)(?<lead>)\\sthat\\s"
                        + REST),
        /** "according to viral posts, …" */
        ACCORDING("\\baccording to (?<lead>[^.!?;:,]{0,60}?)\\b(?<source>" + MEDIUM + ")\\b[^.!?;:,]{0,60},\\s" + REST),
        /** "posts claim …" without more */
        PLAIN("\\b(?<source>" + MEDIUM
                + ")\\b(?<lead>[^.!?;:,]{0,100}?)\\b(?:claim(?:s|ed|ing)?|alleg(?:es|ed|ing|e)|say|says|warn(?:s|ed|ing)?)\\s"
                + "(?!to\\b|about\\b|against\\b|of\\b|have\\b|has\\b|is\\b|are\\b|was\\b|were\\b|by\\b|on\\b|in\\b|and\\b)"
                + REST);

        private final Pattern pattern;

        Form(String pattern) {
            this.pattern = Pattern.compile(pattern, FLAGS);
        }
    }

    private static final Set<Form> JOINED =
            EnumSet.of(Form.THAT, Form.COLON, Form.NOUN, Form.GIST, Form.PASSIVE, Form.DENIED, Form.SHOWS);

    /** Forms whose claim may be the subject of what follows. */
    private static final Set<Form> SUBJECT = EnumSet.of(Form.NOUN, Form.THAT, Form.PLAIN);

    private static final Pattern SPREADING = Pattern.compile(
            "\\b(?:viral|circulat\\w{1,4}|social media|facebook|whatsapp|instagram|tiktok|telegram|twitter|youtube|bluesky|mastodon|threads|reddit"
                    + "|online|shared|sharing|forwarded|chain|rumou?rs?|hoax|spread(?:s|ing)?|my feeds?|going around|making the rounds"
                    + "|posts?|tweets?|memes?|users|viewed|reposted)\\b",
            FLAGS);

    private static final Pattern SAID_TO_BE_FALSE = Pattern.compile(
            "\\b(?:" + FALSELY
                    + "|(?:false|fake|baseless|bogus|debunked|untrue|misleading|unfounded|hoax) (?:\\w{1,15} ){0,2}(?:claims?|posts?|rumou?rs?"
                    + "|stor(?:y|ies)|messages?|videos?|reports?)|den(?:y|ies|ied|ying)|dismiss(?:es|ed)?|refut(?:es|ed|ing|e)|reject(?:s|ed)?"
                    + "|debunk(?:s|ed|ing)?|myths?|misconceptions?|hoax(?:es)?|lies?|falsehoods?|disinformation|misinformation|conspiracy)\\b",
            FLAGS);

    /** Who says what is true. */
    private static final Pattern AUTHORITY = Pattern.compile(
            "\\b(?:spokes(?:person|man|woman)|ministry|agency|officials?|police|professors?|experts?|researchers?|scientists?|doctors?|company"
                    + "|fact[- ]?check(?:ers?|s)?|reuters|snopes|politifact|full fact|authorit(?:y|ies)|department|court|study|studies|we)\\b",
            FLAGS);

    private static final Pattern NEGATED =
            Pattern.compile("\\b(?:not|never|no|none|nor|nobody|cannot)\\b|n['’]t\\b", FLAGS);

    /** What newspapers write too; only with a sign that it spreads is it a rumour. */
    private static final Pattern OF_THE_PRESS = Pattern.compile(
            "(?:articles?|stor(?:y|ies)|headlines?|websites?|blogs?|people|images?|photos?|photographs?|pictures?|reports?|theor(?:y|ies)"
                    + "|warning|idea|message|gist|upshot)",
            FLAGS);

    /** How far before a verb its subject is looked for. In UTF-16 code units. */
    private static final int NEAR = 40;

    private Attribution() {}

    /**
     * A claim of others.
     *
     * @param claim as a sentence
     * @param features those that the sentence alone shows
     */
    record Found(String claim, Set<ClaimFeature> features) {}

    /** What a sentence says that others claim, one for each way to read it. */
    static List<Found> of(String sentence) {
        List<Found> found = new ArrayList<>();
        for (Form form : Form.values()) {
            Matcher matcher = form.pattern.matcher(sentence);
            // Without a sign of where the claim begins, only if nothing else was found.
            boolean read = form != Form.PLAIN || found.isEmpty();
            if (read
                    && matcher.find()
                    && (form == Form.DENIED
                            || !NEGATED.matcher(matcher.group("lead")).find())) {
                Found claim = found(form, matcher, sentence);
                if (claim != null) {
                    found.add(claim);
                }
            }
        }
        return found;
    }

    private static @Nullable Found found(Form form, Matcher matcher, String sentence) {
        String source = matcher.group("source");
        String words = matcher.group("claim");
        String before = sentence.substring(0, matcher.start("claim"));
        boolean denied = form == Form.DENIED || SAID_TO_BE_FALSE.matcher(before).find();
        boolean spreading = SPREADING.matcher(before).find();
        boolean distant = form == Form.PASSIVE || form == Form.SHOWS;
        if (!spreading && !denied && !distant && OF_THE_PRESS.matcher(source).matches()) {
            return null;
        }
        if (form == Form.NOUN
                && NEGATED.matcher(sentence.substring(0, matcher.start())).find()
                && !denied) {
            return null;
        }
        String claim = form == Form.SHOWS
                ? ClaimText.clean(shows(source) + words, false)
                : ClaimText.clean(words, SUBJECT.contains(form));
        if (claim == null) {
            return null;
        }
        Set<ClaimFeature> features = EnumSet.of(ClaimFeature.ATTRIBUTED);
        add(features, ClaimFeature.SPREADING, spreading);
        add(features, ClaimFeature.SAID_TO_BE_FALSE, denied);
        add(features, ClaimFeature.JOINED, JOINED.contains(form));
        String speaker = form == Form.NOUN
                ? sentence.substring(Math.max(0, matcher.start() - NEAR), matcher.start())
                : matcher.group("lead");
        add(
                features,
                ClaimFeature.CORRECTION,
                !denied && AUTHORITY.matcher(speaker).find());
        return new Found(claim, features);
    }

    private static void add(Set<ClaimFeature> features, ClaimFeature feature, boolean present) {
        if (present) {
            features.add(feature);
        }
    }

    private static String shows(String source) {
        String noun = source.endsWith("s") ? source.substring(0, source.length() - 1) : source;
        String article = noun.startsWith("i") || noun.startsWith("I") ? "An " : "A ";
        return article + noun.toLowerCase(Locale.ROOT) + " shows ";
    }
}
