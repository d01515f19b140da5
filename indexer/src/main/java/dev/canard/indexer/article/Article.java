package dev.canard.indexer.article;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a page says, without what stands around it.
 *
 * @param title the headline
 * @param paragraphs the text in reading order, each on one line, without blank ones; a very long one is cut
 * @param labels what stands in boxes such as "Claim: …" and "Verdict: …", in reading order
 * @param publisher who published it, where the page says so
 * @param url its address, where the page says so
 * @param published the date as written
 * @param language its BCP 47 tag, where the page says so
 */
public record Article(
        @Nullable String title,
        List<String> paragraphs,
        List<Label> labels,
        @Nullable String publisher,
        @Nullable String url,
        @Nullable String published,
        @Nullable String language) {

    /** More is no article, or not the beginning of one. */
    static final int MOST_PARAGRAPHS = 500;

    /** In UTF-16 code units; what is longer is cut. */
    private static final int LONGEST_PARAGRAPH = 20_000;

    private static final Pattern MARKUP =
            Pattern.compile("<(?:!doctype|html|head|body|main|article|section|div|p|h1)\\b", Pattern.CASE_INSENSITIVE);

    /** How far into a page the first tag is looked for. In UTF-16 code units. */
    private static final int MARKUP_STARTS_WITHIN = 2_000;

    public Article {
        paragraphs = paragraphs.stream()
                .map(text -> text.length() > LONGEST_PARAGRAPH ? text.substring(0, LONGEST_PARAGRAPH) : text)
                .toList();
        labels = List.copyOf(labels);
    }

    /**
     * A box of a page.
     *
     * @param name what it holds
     * @param text its text, not blank
     */
    public record Label(Name name, String text) {

        /** What boxes hold. */
        public enum Name {
            CLAIM,
            VERDICT
        }
    }

    /** Reads a page of HTML or of plain text; which of them it is, its beginning tells. */
    public static Article read(String page) {
        boolean markup = MARKUP.matcher(page)
                .region(0, Math.min(page.length(), MARKUP_STARTS_WITHIN))
                .find();
        return markup ? HtmlPage.read(page) : TextPage.read(page);
    }

    /** The text of the labels of a name, in reading order. */
    List<String> labelled(Label.Name name) {
        return labels.stream()
                .filter(label -> label.name() == name)
                .map(Label::text)
                .toList();
    }
}
