package dev.canard.indexer.debunk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter.FilterResult;
import org.jsoup.select.NodeTraversor;

/**
 * The ClaimReviews in a page's microdata as the JSON-LD that says the same. Unlike in the standard, {@code content} counts on
 * every element: publishers use it so.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/microdata.html">HTML: Microdata</a>
 */
final class Microdata {

    /** Items within items; deeper ones are left out. */
    private static final int DEEPEST = 6;

    /** Of a value. In UTF-16 code units. */
    private static final int LONGEST_TEXT = 50_000;

    /** Elements within elements make work and text of many times the page's size; what is beyond is left out. */
    private static final int MOST_VISITS = 1_000_000;

    private static final int MOST_TEXT = 4_000_000;

    private static final List<String> VALUES = List.of("content", "href", "src", "datetime", "value");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private int visits;
    private int text;

    private Microdata() {}

    /** The ClaimReviews in reading order. */
    static List<ObjectNode> claimReviews(Document page) {
        Microdata microdata = new Microdata();
        return page.select("[itemscope][itemtype]").stream()
                .filter(Microdata::isClaimReview)
                .map(item -> microdata.read(item, 1))
                .toList();
    }

    private static boolean isClaimReview(Element item) {
        return names(item, "itemtype").anyMatch(type -> type.endsWith("schema.org/ClaimReview"));
    }

    private ObjectNode read(Element item, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        String type = item.attr("itemtype").strip();
        if (!type.isEmpty()) {
            object.put("@type", type.substring(type.lastIndexOf('/') + 1));
        }
        if (item.hasAttr("itemid")) {
            object.put("@id", item.attr("itemid"));
        }
        NodeTraversor.filter(
                (node, _) -> {
                    if (isTooMuch()) {
                        return FilterResult.STOP;
                    }
                    return node instanceof Element element && !element.equals(item)
                            ? readProperty(element, object, depth)
                            : FilterResult.CONTINUE;
                },
                item);
        return object;
    }

    private FilterResult readProperty(Element element, ObjectNode object, int depth) {
        boolean nested = element.hasAttr("itemscope");
        if (element.hasAttr("itemprop") && (!nested || depth < DEEPEST)) {
            JsonNode value = nested ? read(element, depth + 1) : JsonNodeFactory.instance.textNode(value(element));
            names(element, "itemprop").forEach(name -> put(object, name, value));
        }
        return nested ? FilterResult.SKIP_ENTIRELY : FilterResult.CONTINUE;
    }

    private static void put(ObjectNode object, String name, JsonNode value) {
        JsonNode before = object.get(name);
        if (before == null) {
            object.set(name, value);
        } else if (before instanceof ArrayNode list) {
            list.add(value);
        } else {
            object.set(name, JsonNodeFactory.instance.arrayNode().add(before).add(value));
        }
    }

    private String value(Element element) {
        for (String attribute : VALUES) {
            if (element.hasAttr(attribute)) {
                return element.attr(attribute).strip();
            }
        }
        StringBuilder value = new StringBuilder();
        NodeTraversor.filter(
                (node, _) -> {
                    if (node instanceof TextNode part) {
                        value.append(
                                part.getWholeText(),
                                0,
                                Math.min(part.getWholeText().length(), LONGEST_TEXT));
                    } else if (node instanceof Element inner && inner.isBlock()) {
                        value.append(' ');
                    }
                    return isTooMuch() || value.length() > LONGEST_TEXT ? FilterResult.STOP : FilterResult.CONTINUE;
                },
                element);
        text += value.length();
        return value.toString().strip();
    }

    private boolean isTooMuch() {
        visits++;
        return visits > MOST_VISITS || text > MOST_TEXT;
    }

    private static Stream<String> names(Element element, String attribute) {
        return BLANKS.splitAsStream(element.attr(attribute).strip()).filter(name -> !name.isEmpty());
    }
}
