package dev.canard.indexer.article;

import java.util.regex.Pattern;

/** Knows what stands around articles: navigation, banners, buttons, credits, teasers of other stories. */
final class Furniture {

    /** What is longer is prose, whatever it begins with. In UTF-16 code units. */
    private static final int LONGEST = 200;

    private static final int FLAGS = Pattern.CASE_INSENSITIVE;

    private static final Pattern LINE = Pattern.compile(
            "\\W{0,6}(?:advertisement\\b|sponsored\\b|share (?:this|on|via)\\b|follow us\\b|subscribe\\b|sign up\\b|newsletter\\b"
                    + "|get (?:our|the) (?:latest|best|daily)\\b|join our\\b|download our\\b|read (?:more|also|next)\\b|also read\\b|see also\\b"
                    + "|continue reading\\b|click here\\b|tap here\\b|accept (?:all|cookies)\\b|reject (?:all|cookies)\\b|we use cookies\\b"
                    + "|manage (?:cookies|preferences|consent)\\b|(?:this|our) (?:web)?site uses cookies\\b|cookie (?:policy|settings|notice)\\b"
                    + "|all rights reserved\\b|copyright\\b|©|skip to\\b|back to top\\b|leave a (?:comment|reply)\\b|getty images\\b).{0,190}",
            FLAGS);

    /** Longer blocks with these beginnings may be prose. In UTF-16 code units. */
    private static final int LONGEST_LABEL = 80;

    private static final Pattern LABEL = Pattern.compile(
            "\\W{0,6}(?:(?:share|tweet|pin it|whatsapp|facebook|telegram|e-?mail|print|copy link|sign in|log in|register|source link|home|menu|search"
                    + "|privacy policy|terms of (?:use|service)|contact(?: us)?|about(?: us)?|comments?(?: \\(?\\d{1,5}\\)?)?)\\W{0,3}"
                    + "|what do you think\\b.{0,60}|written by\\b.{0,60}|by (?-i:[A-Z])[\\w.'’-]{1,30} (?-i:[A-Z]).{0,60}"
                    + "|(?:photo|image|picture|credit|graphic)s?(?: by| credit|:).{0,60}|(?:tags?:|filed under|posted in).{0,60}"
                    + "|(?:last )?(?:updated|published|posted)(?: on| at|:)?\\s?(?:[a-z]{3,9}\\.?,? ){0,2}\\d.{0,60}"
                    + "|\\d{1,3} min(?:ute)?s? read|estimated reading time.{0,30})",
            FLAGS);

    /** Several entries of a menu on a line. */
    private static final Pattern MENU = Pattern.compile("(?:[^|•·»›>]{1,40}[|•·»›>]){2,20}[^|•·»›>]{0,40}");

    /** What follows one of these headings, near the end of a page, is about other things. */
    private static final Pattern END = Pattern.compile(
            "\\W{0,4}(?:related(?: stories| articles| posts| news| coverage)?|more (?:from|on|stories|news|fact[- ]?checks)\\b.{0,40}"
                    + "|latest (?:news|stories|posts|fact[- ]?checks)|most (?:read|popular|viewed)|trending(?: now)?|highlights"
                    + "|you (?:may|might) (?:also )?(?:like|be interested in)|recommended(?: for you)?|popular (?:posts|stories)|comments"
                    + "|leave a (?:comment|reply)|source link|about the author|read next|also read)\\W{0,4}",
            FLAGS);

    private static final Pattern NAME = Pattern.compile(
            "(?:^|[^a-z])(?:cookies?|consent|gdpr|share|sharing|social|newsletter|subscri\\w{0,8}|signup|related|recommend\\w{0,6}|promo\\w{0,6}|advert\\w{0,10}"
                    + "|ads?|sponsor\\w{0,4}|comments?|sidebar|breadcrumbs?|footer|nav|navbar|navigation|menu|popup|modal|byline|author|teaser|toolbar"
                    + "|read-?more|trending|popular|tags|caption|hidden)(?:[^a-z]|$)",
            FLAGS);

    private Furniture() {}

    /** Whether a block of text belongs to the page rather than to the article. */
    static boolean isLine(String block) {
        return block.length() <= LONGEST
                && (LINE.matcher(block).matches()
                        || (block.length() <= LONGEST_LABEL
                                && LABEL.matcher(block).matches())
                        || MENU.matcher(block).matches()
                        || !hasWord(block));
    }

    /** Whether a block is the heading of what follows an article. */
    static boolean isEnd(String block) {
        return block.length() <= LONGEST && END.matcher(block).matches();
    }

    /** Whether a class or an id of an element names furniture. */
    static boolean isName(String classesAndId) {
        return !classesAndId.isBlank()
                && NAME.matcher(classesAndId.substring(0, Math.min(classesAndId.length(), LONGEST)))
                        .find();
    }

    private static boolean hasWord(String block) {
        return block.chars().filter(Character::isLetter).limit(2).count() == 2;
    }
}
