package dev.canard.indexer.debunk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A claim as Google's Fact Check Tools answer it: its text, and beside it what publishers found. */
final class FactCheckToolsAnswer {

    private FactCheckToolsAnswer() {}

    /**
     * What a publisher found, as a ClaimReview.
     *
     * @param claim an element of the answer
     * @param review one of the reviews beside it
     */
    static ObjectNode asClaimReview(JsonNode claim, JsonNode review) {
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("@type", "ClaimReview");
        copy(claim, "text", object, "claimReviewed");
        copy(review, "url", object, "url");
        copy(review, "title", object, "headline");
        copy(review, "reviewDate", object, "datePublished");
        copy(review, "languageCode", object, "inLanguage");
        copy(review, "textualRating", object.putObject("reviewRating"), "alternateName");
        ObjectNode publisher = object.putObject("publisher");
        copy(review.path("publisher"), "site", publisher, "name");
        copy(review.path("publisher"), "name", publisher, "name");
        return object;
    }

    private static void copy(JsonNode from, String field, ObjectNode to, String as) {
        if (from.has(field)) {
            to.set(as, from.get(field));
        }
    }
}
