package dev.canard.ingest;

import dev.canard.event.DeadLetter.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeFilter;

/**
 * The HTML of a post of the Fediverse as a person reads it: paragraphs with a blank line between them, line breaks, mentions
 * and hashtags as they are shown. A link whose text is its address becomes the whole address, of which servers hide a part
 * ({@code invisible}, {@code ellipsis}); of other links the text stays.
 *
 * @see <a href="https://docs.joinmastodon.org/spec/activitypub/#sanitization">Mastodon: HTML sanitization</a>
 */
final class HtmlText {

    /** What jsoup reads in about a tenth of a second, whatever it holds; posts are far shorter. */
    private static final int LONGEST = 200_000;

    private static final int MOST_TAGS = 10_000;
    private static final int DEEPEST = 100;

    private static final Pattern SPACE = Pattern.compile("[ \\t\\r\\n\\f]++");

    /** What tells those whose client shows no quotes where the quoted post is, and nothing else. */
    private static final Pattern QUOTE = Pattern.compile("\\s*RE: ?\\S{1,2000}\\s*");

    private static final Set<String> PARAGRAPHS =
            Set.of("p", "blockquote", "pre", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "table", "hr");
    private static final Set<String> LINES = Set.of("div", "li", "tr", "dt", "dd", "section", "article");

    private HtmlText() {}

    /**
     * Reads HTML.
     *
     * @param field names it in what is said of it
     * @throws RejectedException if it is larger than any post
     */
    static ReadText of(String field, String html) throws RejectedException {
        if (html.length() > LONGEST) {
            throw new RejectedException(
                    Kind.TOO_LARGE,
                    "%s has %d characters, at most %d are read".formatted(field, html.length(), LONGEST));
        }
        if (html.chars().filter(c -> c == '<').count() > MOST_TAGS) {
            throw new RejectedException(Kind.TOO_LARGE, "%s has more than %d tags".formatted(field, MOST_TAGS));
        }
        Writer writer = new Writer();
        Parser.htmlParser().setMaxDepth(DEEPEST).parseInput(html, "").body().filter(writer);
        return new ReadText(writer.text.toString().strip(), writer.links);
    }

    private static final class Writer implements NodeFilter {

        private final StringBuilder text = new StringBuilder();
        private final List<String> links = new ArrayList<>();

        /** Where the last address that was written out ends. */
        private int endOfAddress = -1;

        @Override
        public FilterResult head(Node node, int depth) {
            return switch (node) {
                case TextNode words -> write(words);
                case Element element -> open(element);
                default -> FilterResult.CONTINUE;
            };
        }

        @Override
        public FilterResult tail(Node node, int depth) {
            if (node instanceof Element element) {
                breakAround(element);
            }
            return FilterResult.CONTINUE;
        }

        private FilterResult open(Element element) {
            breakAround(element);
            if (element.nameIs("br")) {
                trimLine();
                text.append('\n');
            } else if (element.nameIs("a")) {
                return openLink(element);
            }
            boolean quote = element.hasClass("quote-inline")
                    && QUOTE.matcher(element.wholeText()).matches();
            return quote || element.hasClass("invisible") ? FilterResult.SKIP_CHILDREN : FilterResult.CONTINUE;
        }

        private FilterResult openLink(Element link) {
            String address = link.attr("href");
            boolean named = link.hasClass("mention") || link.hasClass("hashtag");
            if (named || !LinkText.isWebAddress(address)) {
                return FilterResult.CONTINUE;
            }
            if (LinkText.isItsAddress(link.wholeText(), address)) {
                append(LinkText.written(address));
                endOfAddress = text.length();
                return FilterResult.SKIP_CHILDREN;
            }
            links.add(address);
            return FilterResult.CONTINUE;
        }

        private void breakAround(Element element) {
            if (PARAGRAPHS.contains(element.normalName())) {
                breakLines(2);
            } else if (LINES.contains(element.normalName())) {
                breakLines(1);
            }
        }

        private void breakLines(int count) {
            trimLine();
            int there = 0;
            while (there < count && text.length() > there && text.charAt(text.length() - 1 - there) == '\n') {
                there++;
            }
            text.append("\n".repeat(count - there));
        }

        private void trimLine() {
            int end = text.length();
            while (end > 0 && text.charAt(end - 1) == ' ') {
                end--;
            }
            text.setLength(end);
        }

        private FilterResult write(TextNode words) {
            Element parent = words.parent();
            if (parent != null && parent.closest("pre") != null) {
                append(words.getWholeText());
                return FilterResult.CONTINUE;
            }
            String line = SPACE.matcher(words.getWholeText()).replaceAll(" ");
            boolean atStart = text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1));
            append(atStart && line.startsWith(" ") ? line.substring(1) : line);
            return FilterResult.CONTINUE;
        }

        private void append(String words) {
            if (text.length() == endOfAddress) {
                text.append(LinkText.spaceBefore(words, 0));
            }
            text.append(words);
        }
    }
}
