package dev.canard.ingest;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.LineBreakRendering;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * Markdown as a person reads it: without marks, links as their text, quotes between quotation marks, pictures left out.
 *
 * @see <a href="https://spec.commonmark.org">CommonMark</a>
 */
final class MarkdownText {

    /** The parser's cost grows with the square of their number; at so many it stays below a tenth of a second. */
    private static final int MOST_MARKS = 2_000;

    /** The longest text of Reddit has 40,000 characters. */
    private static final int LONGEST = 100_000;

    private static final Parser PARSER = Parser.builder().build();
    private static final TextContentRenderer RENDERER = TextContentRenderer.builder()
            .lineBreakRendering(LineBreakRendering.SEPARATE_BLOCKS)
            .build();

    private MarkdownText() {}

    /** Reads Markdown. A text too long or with more marks of emphasis than any person makes stays as it was typed. */
    static ReadText of(String markdown) {
        if (markdown.length() > LONGEST
                || markdown.chars().filter(c -> c == '*' || c == '_').count() > MOST_MARKS) {
            return new ReadText(markdown, List.of());
        }
        Node document = PARSER.parse(markdown);
        Plain plain = new Plain();
        document.accept(plain);
        return new ReadText(RENDERER.render(document).strip(), plain.links);
    }

    /** Leaves nothing in the tree that the renderer would decorate. */
    private static final class Plain extends AbstractVisitor {

        private final List<String> links = new ArrayList<>();

        @Override
        public void visit(Link link) {
            visitChildren(link);
            String address = link.getDestination();
            if (!LinkText.isWebAddress(address)) {
                unwrap(link);
            } else if (LinkText.isItsAddress(textOf(link), address)) {
                replace(link, LinkText.written(address) + spaceAfter(link));
            } else {
                links.add(address);
                unwrap(link);
            }
        }

        @Override
        public void visit(Image image) {
            image.unlink();
        }

        @Override
        public void visit(Code code) {
            replace(code, code.getLiteral());
        }

        @Override
        public void visit(SoftLineBreak lineBreak) {
            replace(lineBreak, " ");
        }

        private static String textOf(Link link) {
            return link.getFirstChild() instanceof Text text && text.getNext() == null ? text.getLiteral() : "";
        }

        private static String spaceAfter(Link link) {
            return switch (link.getNext()) {
                case null -> "";
                case Text text -> LinkText.spaceBefore(text.getLiteral(), 0);
                case SoftLineBreak _, HardLineBreak _ -> "";
                default -> " ";
            };
        }

        private static void replace(Node node, String text) {
            node.insertBefore(new Text(text));
            node.unlink();
        }

        private static void unwrap(Node node) {
            for (Node child = node.getFirstChild(); child != null; child = node.getFirstChild()) {
                node.insertBefore(child);
            }
            node.unlink();
        }
    }
}
