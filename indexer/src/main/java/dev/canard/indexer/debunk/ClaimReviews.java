package dev.canard.indexer.debunk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Finds ClaimReviews in what wraps them: arrays, {@code @graph}, Data Commons feeds, answers of Google's Fact Check Tools, other
 * objects such as articles, and pages of HTML. Each becomes a payload of {@link ClaimReviewFormat} of its own.
 *
 * <p>Reviews of one page or element that have the same id and different claims, as publishers give who check several claims in
 * one article, get ids that tell them apart.
 *
 * @see <a href="https://schema.org/DataFeed">schema.org: DataFeed</a>
 * @see <a href="https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims/search">Fact Check Tools:
 *     claims.search</a>
 */
public final class ClaimReviews {

    /** Halves of characters, which no UTF-8 can hold. */
    private static final Pattern HALVES = Pattern.compile("\\p{Cs}");

    /** What templates put around JSON in a page: comments, and an end of a statement. */
    private static final Pattern BEFORE_SCRIPT = Pattern.compile("^(?:\\s|/\\*|\\*/|//|<!--|<!\\[CDATA\\[)++");

    private static final Pattern BEHIND_SCRIPT = Pattern.compile("(?:/\\*|\\*/|//|-->|]]>|;|\\s){1,20}$");

    private final List<Found> found = new ArrayList<>();
    private final Map<String, String> claims = new HashMap<>();

    /** The page's address, null where there is none. */
    private final @Nullable URI page;

    private ClaimReviews(@Nullable URI page) {
        this.page = page;
    }

    /**
     * A ClaimReview.
     *
     * @param place where in the document, for instance as a JSON Pointer; empty for the document itself
     * @param id the id that its debunk will have; null if it says none
     * @param payload its JSON
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Found(String place, @Nullable String id, byte[] payload) {}

    /**
     * The ClaimReviews of a JSON document. What is one itself, or cannot be one for a reason that its format will tell, is the
     * only one, as it is.
     *
     * @param isElement whether the document stood in a list, where nothing and things of other types are to be expected: they
     *     are passed over
     */
    public static List<Found> inJson(byte[] document, boolean isElement) {
        ClaimReviews reviews = new ClaimReviews(null);
        JsonNode tree;
        try {
            tree = JsonPayload.tree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(document))
                    .toString());
        } catch (CharacterCodingException | JsonProcessingException e) {
            return List.of(new Found("", null, document));
        }
        if (isReview(tree)) {
            return List.of(new Found("", ClaimReviewFormat.id(tree), document));
        }
        reviews.collect(tree, "", null);
        if (!reviews.found.isEmpty()) {
            return reviews.found;
        }
        boolean nothing = tree.isNull()
                || (tree.isContainerNode() && tree.isEmpty())
                || tree.has("dataFeedElement")
                || tree.path("claims").isArray()
                || (isElement && (tree.has("@type") || tree.has("item")));
        return nothing ? List.of() : List.of(new Found("", ClaimReviewFormat.id(tree), document));
    }

    /**
     * The ClaimReviews of a page of HTML, in JSON-LD or in microdata; empty where it has none.
     *
     * @param address where it was found; null if that says nothing, or is no address of the web
     */
    public static List<Found> inPage(String html, @Nullable String address) {
        Document document = Jsoup.parse(html);
        ClaimReviews reviews = new ClaimReviews(address(document, address));
        int number = 0;
        for (Element script : document.select("script[type]")) {
            if (script.attr("type").strip().toLowerCase(Locale.ROOT).startsWith("application/ld+json")) {
                number++;
                reviews.collectScript(script.data(), "script " + number);
            }
        }
        number = 0;
        for (ObjectNode review : Microdata.claimReviews(document)) {
            number++;
            reviews.add(review, "microdata " + number, null);
        }
        return reviews.found;
    }

    private void collectScript(String script, String place) {
        String text = BEHIND_SCRIPT
                .matcher(BEFORE_SCRIPT.matcher(script).replaceFirst(""))
                .replaceFirst("");
        try {
            collect(JsonPayload.tree(text), place, null);
        } catch (JsonProcessingException e) {
            collectEscaped(text, place);
        }
    }

    /** Some content systems escape what no browser will unescape. */
    private void collectEscaped(String text, String place) {
        try {
            collect(JsonPayload.tree(Parser.unescapeEntities(text, false)), place, null);
        } catch (JsonProcessingException e) {
            if (text.contains("ClaimReview")) {
                // Its format will say what is wrong with it.
                found.add(new Found(place, null, bytes(text)));
            }
        }
    }

    /** @param around the address of what the node stands in */
    private void collect(JsonNode node, String place, @Nullable String around) {
        if (isReview(node)) {
            add((ObjectNode) node, place, around);
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(node.get(i), place + "/" + i, around);
            }
        } else if (node.isObject()) {
            String address = ClaimReviewFormat.url(node);
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                String at = place + "/" + pointer(field.getKey());
                if (field.getKey().equals("claimReview")) {
                    collectAnswers(node, field.getValue(), at);
                } else if (field.getValue().isContainerNode()) {
                    collect(field.getValue(), at, address == null ? around : address);
                }
            }
        }
    }

    private void collectAnswers(JsonNode claim, JsonNode reviews, String place) {
        if (reviews.isArray()) {
            for (int i = 0; i < reviews.size(); i++) {
                collectAnswers(claim, reviews.get(i), place + "/" + i);
            }
        } else if (isReview(reviews)) {
            add((ObjectNode) reviews, place, null);
        } else if (reviews.isObject()) {
            add(FactCheckToolsAnswer.asClaimReview(claim, reviews), place, null);
        }
    }

    private void add(ObjectNode review, String place, @Nullable String around) {
        complete(review, around);
        String id = ClaimReviewFormat.id(review);
        String claim = JsonTexts.first(review, "claimReviewed");
        if (id != null && claim != null) {
            String before = claims.putIfAbsent(id, claim);
            if (claim.equals(before)) {
                return;
            }
            if (before != null) {
                id = id + "#claim-" + hash(claim);
                if (claim.equals(claims.put(id, claim))) {
                    return;
                }
                review.put("@id", id);
            }
        }
        found.add(new Found(place, id, bytes(review.toString())));
    }

    /** Gives a review that does not say its own address that of the page, or of what it stands in. */
    private void complete(ObjectNode review, @Nullable String around) {
        String url = ClaimReviewFormat.url(review);
        if (page == null) {
            if (url == null && around != null) {
                review.put("url", around);
            }
            return;
        }
        try {
            URI resolved = page.resolve(new URI(url == null ? "" : url.strip()));
            // The publisher's front page instead of the article.
            boolean front = (resolved.getPath() == null || resolved.getPath().length() <= 1)
                    && resolved.getQuery() == null
                    && resolved.getFragment() == null;
            review.put("url", url == null || url.isBlank() || front ? page.toString() : resolved.toString());
        } catch (URISyntaxException e) {
            // Kept as it is: what is no address is left out later.
        }
    }

    private static boolean isReview(JsonNode node) {
        return node.isObject()
                && (ClaimReviewFormat.isClaimReview(node) || (!node.has("@type") && node.has("claimReviewed")));
    }

    /** What the page says of itself, else where it was found. */
    private static @Nullable URI address(Document document, @Nullable String found) {
        URI at = found == null ? null : web(found);
        for (Element link : document.select("link[rel=canonical][href], meta[property=og:url][content]")) {
            String said = link.attr(link.hasAttr("href") ? "href" : "content").strip();
            try {
                URI address = web((at == null ? new URI(said) : at.resolve(new URI(said))).toString());
                if (address != null) {
                    return address;
                }
            } catch (URISyntaxException e) {
                // The next one may be better.
            }
        }
        return at;
    }

    private static @Nullable URI web(String address) {
        try {
            URI uri = new URI(address);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return web && uri.getHost() != null ? uri : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static byte[] bytes(String json) {
        return HALVES.matcher(json).replaceAll("").getBytes(StandardCharsets.UTF_8);
    }

    private static String pointer(String key) {
        String cut = key.length() > 100 ? key.substring(0, 100) : key;
        return cut.replace("~", "~0").replace("/", "~1");
    }

    private static String hash(String claim) {
        return DigestUtils.sha256Hex(claim).substring(0, 12);
    }
}
