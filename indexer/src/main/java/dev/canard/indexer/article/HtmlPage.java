package dev.canard.indexer.article;

import java.util.IdentityHashMap;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Reads an article out of HTML: where most prose stands together, there is the article. */
final class HtmlPage {

    /** A candidate of paragraphs gives its score to its parent, and this share of it to the parent's parent. */
    private static final double TO_GRANDPARENT = 0.5;

    /** More of one paragraph says no more about where the article is. In UTF-16 code units. */
    private static final int MOST_OF_A_PARAGRAPH = 1_000;

    private HtmlPage() {}

    static Article read(String page) {
        Document document = Jsoup.parse(page);
        List<HtmlBlock> all = HtmlBlocks.of(document.body());
        Element main = main(all, document.body());
        String title = title(document);
        List<HtmlBlock> inside = main.equals(document.body()) ? all : HtmlBlocks.of(main);
        // Boxes often stand beside the text, and a heading above it.
        Boxes.Sorted sorted = Boxes.of(texts(inside));
        List<Article.Label> labels =
                sorted.labels().isEmpty() ? Boxes.of(texts(all)).labels() : sorted.labels();
        List<String> paragraphs = sorted.blocks().stream()
                .filter(block -> TextPage.isProse(block) && !block.equals(title))
                .limit(Article.MOST_PARAGRAPHS)
                .toList();
        return new Article(
                title,
                paragraphs,
                labels,
                first(
                        meta(document, "property", "og:site_name"),
                        meta(document, "name", "publisher"),
                        meta(document, "name", "application-name")),
                first(attribute(document, "link[rel=canonical]", "href"), meta(document, "property", "og:url")),
                first(
                        meta(document, "property", "article:published_time"),
                        meta(document, "itemprop", "datePublished"),
                        meta(document, "name", "date"),
                        meta(document, "name", "pubdate"),
                        meta(document, "name", "dc.date"),
                        attribute(document, "time[datetime]", "datetime")),
                attribute(document, "html[lang]", "lang"));
    }

    private static List<String> texts(List<HtmlBlock> blocks) {
        return blocks.stream()
                .filter(block -> !block.isMostlyLinks())
                .map(HtmlBlock::text)
                .toList();
    }

    private static Element main(List<HtmlBlock> blocks, Element body) {
        IdentityHashMap<Element, Double> scores = new IdentityHashMap<>();
        Element best = body;
        double highest = 0;
        for (HtmlBlock block : blocks) {
            if (block.isMostlyLinks() || !TextPage.isProse(block.text())) {
                continue;
            }
            double score = Math.min(MOST_OF_A_PARAGRAPH, block.text().length());
            Element parent = block.container();
            for (int step = 0; step < 2 && parent != null; step++) {
                double sum = scores.merge(parent, step == 0 ? score : score * TO_GRANDPARENT, Double::sum);
                if (sum > highest) {
                    highest = sum;
                    best = parent;
                }
                parent = parent.equals(body) ? null : parent.parent();
            }
        }
        return best;
    }

    /** The only heading of first rank; else what the page tells social networks; else its title. */
    private static @Nullable String title(Document document) {
        List<String> headings = document.select("h1").eachText();
        return headings.size() == 1 && !headings.getFirst().isBlank()
                ? headings.getFirst()
                : first(meta(document, "property", "og:title"), siteless(document.title()));
    }

    private static @Nullable String siteless(String title) {
        int end = Math.max(title.lastIndexOf(" | "), Math.max(title.lastIndexOf(" - "), title.lastIndexOf(" – ")));
        String kept = end > title.length() / 2 ? title.substring(0, end) : title;
        return kept.isBlank() ? null : kept.strip();
    }

    private static @Nullable String meta(Document document, String key, String value) {
        return attribute(document, "meta[%s=%s]".formatted(key, value), "content");
    }

    private static @Nullable String attribute(Document document, String query, String attribute) {
        Element element = document.selectFirst(query);
        String value = element == null ? "" : element.attr(attribute).strip();
        return value.isEmpty() ? null : value;
    }

    private static @Nullable String first(@Nullable String... values) {
        for (String value : values) {
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
