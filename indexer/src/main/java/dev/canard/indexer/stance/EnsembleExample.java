package dev.canard.indexer.stance;

import java.util.Map;
import java.util.Objects;

/**
 * A post and its first candidate, to fit an ensemble to.
 *
 * @param group what decides the fold: the posts about a claim lie in one
 * @param features what the models say, see {@link StanceEnsemble#features}
 * @param label the class: a stance, or {@link StanceEnsemble#UNRELATED}
 */
public record EnsembleExample(String group, Map<String, Double> features, String label) {

    double feature(String name) {
        return Objects.requireNonNull(features.get(name), name);
    }
}
