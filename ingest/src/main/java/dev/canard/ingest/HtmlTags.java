package dev.canard.ingest;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.parser.Tag;

/** Tags of HTML that someone typed or pasted into a text which is none: to whoever reads for what the post says they are noise. */
final class HtmlTags {

    private static final int MOST_ATTRIBUTES = 30;

    /** Attributes have values: {@code a <b and c> d} compares. A value may hold what ends the tag, if it is quoted. */
    private static final Pattern TAG = Pattern.compile("</?(?<name>[a-zA-Z][a-zA-Z0-9]{0,20})"
            + "(?:\\s{1,20}+[\\w:-]{1,50}+\\s{0,20}+=\\s{0,20}+(?:\"[^\"]{0,2000}+\"|'[^']{0,2000}+'|[^\\s\"'<>]{1,2000}+))"
            + "{0," + MOST_ATTRIBUTES + "}+\\s{0,20}+/?>");

    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s\"'<>]++", Pattern.CASE_INSENSITIVE);

    private HtmlTags() {}

    /** Addresses in tags stay, for those who look for links; so do the words between tags. */
    static AlignedText removed(AlignedText text) {
        if (text.text().indexOf('<') < 0) {
            return text;
        }
        AlignedText.Edit edit = text.edit();
        Matcher tag = TAG.matcher(text.text());
        while (tag.find()) {
            Tag known = Tag.valueOf(tag.group("name").toLowerCase(Locale.ROOT));
            if (!known.isKnownTag()) {
                continue;
            }
            int kept = tag.start();
            Matcher address = ADDRESS.matcher(text.text()).region(tag.start(), tag.end());
            while (address.find()) {
                edit.replace(kept, address.start(), " ");
                kept = address.end();
            }
            boolean parts = kept > tag.start() || (startsWord(text.text(), tag.end()) && !opensWithinLine(tag, known));
            edit.replace(kept, tag.end(), parts ? " " : "");
        }
        return edit.done();
    }

    private static boolean startsWord(String text, int index) {
        return index < text.length() && Character.isLetterOrDigit(text.codePointAt(index));
    }

    private static boolean opensWithinLine(Matcher tag, Tag known) {
        return tag.start("name") == tag.start() + 1 && known.isInline() && !known.isEmpty();
    }
}
