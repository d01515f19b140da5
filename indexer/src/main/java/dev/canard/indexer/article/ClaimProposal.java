package dev.canard.indexer.article;

import java.util.Map;

/**
 * A claim that an article may be about.
 *
 * @param claim a sentence, without who said it
 * @param sentence the sentence of the article, or the headline, that it was taken from
 * @param confidence how sure it is that this is what the article refutes, 0 to 1
 * @param features what the confidence is made of; features that are 0 are left out
 */
public record ClaimProposal(String claim, String sentence, double confidence, Map<ClaimFeature, Double> features) {

    public ClaimProposal {
        features = Map.copyOf(features);
    }
}
