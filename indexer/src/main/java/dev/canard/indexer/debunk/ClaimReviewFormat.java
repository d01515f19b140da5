package dev.canard.indexer.debunk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.canard.event.DeadLetter.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One schema.org ClaimReview as a JSON object, as fact-checkers embed it in their pages. Read leniently: {@code @id},
 * {@code url} or {@code identifier}, and {@code claimReviewed} must be there, all else may be absent or malformed.
 *
 * @see <a href="https://schema.org/ClaimReview">schema.org: ClaimReview</a>
 * @see <a href="https://developers.google.com/search/docs/appearance/structured-data/factcheck">Google's profile of it</a>
 */
public final class ClaimReviewFormat implements DebunkFormat {

    private static final String TYPE = "ClaimReview";

    @Override
    public String name() {
        return "claimreview";
    }

    @Override
    public ParsedDebunk parse(byte[] payload) {
        return JsonPayload.read(payload, ClaimReviewFormat::read);
    }

    private static ParsedDebunk read(ObjectNode review) {
        if (!JsonTexts.all(review.path("@type")).isEmpty() && !isClaimReview(review)) {
            return new ParsedDebunk.Rejection(Kind.INVALID_FIELD, "@type must be " + TYPE);
        }
        String url = url(review);
        String id = id(review);
        if (id == null) {
            return new ParsedDebunk.Rejection(
                    Kind.MISSING_FIELD, "one of @id, url and identifier must identify the review");
        }
        JsonNode claimField = review.path("claimReviewed");
        String claim = JsonTexts.first(review, "claimReviewed");
        if (claim == null) {
            boolean absent = claimField.isMissingNode() || claimField.isNull() || claimField.isTextual();
            return absent
                    ? new ParsedDebunk.Rejection(Kind.MISSING_FIELD, "claimReviewed must state the claim")
                    : new ParsedDebunk.Rejection(
                            Kind.INVALID_FIELD, "claimReviewed must be a text, is of type " + claimField.getNodeType());
        }
        String publisher = text(review.path("publisher"), "name");
        return new DebunkDraft(
                id,
                claim,
                JsonTexts.first(review, "headline", "name"),
                JsonTexts.first(review, "alternativeHeadline", "description"),
                JsonTexts.first(review, "articleBody", "text", "reviewBody"),
                rating(review.path("reviewRating")),
                publisher == null ? text(review.path("author"), "name") : publisher,
                url,
                JsonTexts.first(review, "datePublished"),
                text(review.path("inLanguage"), "alternateName", "name"));
    }

    /** Whether an object says that it is a ClaimReview. */
    static boolean isClaimReview(JsonNode object) {
        return JsonTexts.all(object.path("@type")).stream().anyMatch(ClaimReviewFormat::isNameOfClaimReview);
    }

    private static boolean isNameOfClaimReview(String type) {
        return type.equals(TYPE) || type.endsWith("/" + TYPE) || type.endsWith(":" + TYPE);
    }

    static @Nullable String url(JsonNode review) {
        return text(review.path("url"), "@id", "url");
    }

    /** A blank node ({@code _:b0}) means nothing outside its document; a fragment is relative to the page. */
    static @Nullable String id(JsonNode review) {
        String url = url(review);
        String id = JsonTexts.first(review, "@id");
        if (id != null && id.startsWith("#")) {
            id = url == null ? null : url + id;
        }
        if (id != null && !id.startsWith("_:")) {
            return id;
        }
        if (url != null) {
            return url;
        }
        return text(review.path("identifier"), "value", "@id");
    }

    /** The text of a field, which may be an object, or a list, that holds it in one of the given fields. */
    private static @Nullable String text(JsonNode field, String... fieldsOfObject) {
        JsonNode node = firstOf(field);
        List<String> texts = JsonTexts.all(node);
        return texts.isEmpty() ? JsonTexts.first(node, fieldsOfObject) : texts.getFirst();
    }

    private static JsonNode firstOf(JsonNode field) {
        return field.isArray() ? field.path(0) : field;
    }

    private static DraftRating rating(JsonNode field) {
        List<String> plain = JsonTexts.all(field);
        if (!plain.isEmpty()) {
            return new DraftRating(String.join(", ", plain), null, null, null);
        }
        JsonNode node = firstOf(field);
        JsonNode rating = node.path("properties").isObject() ? node.path("properties") : node;
        List<String> words = JsonTexts.all(rating.path("alternateName"));
        return new DraftRating(
                words.isEmpty() ? JsonTexts.first(rating, "name") : String.join(", ", words),
                JsonTexts.first(rating, "ratingValue"),
                JsonTexts.first(rating, "bestRating"),
                JsonTexts.first(rating, "worstRating"));
    }
}
