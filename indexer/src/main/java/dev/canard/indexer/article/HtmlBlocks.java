package dev.canard.indexer.article;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** Collects the blocks of text below an element, without those in furniture, in one pass. */
final class HtmlBlocks implements NodeVisitor {

    private static final Set<String> SKIPPED = Set.of(
            "script",
            "style",
            "noscript",
            "template",
            "iframe",
            "svg",
            "math",
            "form",
            "button",
            "select",
            "textarea",
            "nav",
            "aside",
            "footer",
            "figure",
            "figcaption",
            "video",
            "audio",
            "object",
            "head",
            "dialog");

    private static final Set<String> WHOLE_PAGE = Set.of("html", "body", "main", "article");

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cc}\\u200B\\u00AD\\uFEFF]+");

    private final Element root;
    private final List<HtmlBlock> blocks = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int skipped;
    private int links;
    private int linked;
    private Element block;

    private HtmlBlocks(Element root) {
        this.root = root;
        this.block = root;
    }

    static List<HtmlBlock> of(Element root) {
        HtmlBlocks blocks = new HtmlBlocks(root);
        root.traverse(blocks);
        blocks.end();
        return blocks.blocks;
    }

    @Override
    public void head(Node node, int depth) {
        if (node instanceof TextNode words && skipped == 0) {
            int before = text.length();
            text.append(words.getWholeText());
            linked += links > 0 ? text.length() - before : 0;
        }
        if (node instanceof Element element) {
            skipped += isFurniture(element) ? 1 : 0;
            links += element.nameIs("a") ? 1 : 0;
            if (element.isBlock() || element.nameIs("br")) {
                end();
                block = element.nameIs("br") ? block : element;
            }
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (node instanceof Element element) {
            if (element.isBlock()) {
                end();
                Element parent = element.parent();
                block = element.equals(root) || parent == null ? root : parent;
            }
            skipped -= isFurniture(element) ? 1 : 0;
            links -= element.nameIs("a") ? 1 : 0;
        }
    }

    private void end() {
        String line = BLANKS.matcher(text).replaceAll(" ").strip();
        if (!line.isEmpty()) {
            Element parent = block.parent();
            blocks.add(new HtmlBlock(line, linked, block.equals(root) || parent == null ? root : parent));
        }
        text.setLength(0);
        linked = 0;
    }

    private boolean isFurniture(Element element) {
        String name = element.normalName();
        if (element.equals(root) || WHOLE_PAGE.contains(name)) {
            return false;
        }
        return SKIPPED.contains(name)
                || element.hasAttr("hidden")
                || element.attr("aria-hidden").equals("true")
                || element.attr("style")
                        .toLowerCase(Locale.ROOT)
                        .replace(" ", "")
                        .contains("display:none")
                || Furniture.isName(element.className() + " " + element.id());
    }
}
