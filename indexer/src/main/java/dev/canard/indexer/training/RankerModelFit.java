package dev.canard.indexer.training;

import dev.canard.indexer.match.Nearness;
import dev.canard.indexer.match.RankerModel;
import dev.canard.indexer.match.RankerModel.Change;
import dev.canard.indexer.training.ConditionalLogit.Group;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Fits a {@link RankerModel}: beside each feature stands its product with each nearness of the post. */
final class RankerModelFit {

    private static final List<String> NEARNESS =
            Arrays.stream(Nearness.values()).map(Nearness::id).toList();

    private RankerModelFit() {}

    /**
     * A post whose debunk is among its candidates.
     *
     * @param nearness of its candidates, each {@link Nearness} in its order
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record NearPost(LinearModelFit.Choice choice, double[] nearness) {}

    static RankerModel fit(List<String> names, List<NearPost> posts, double l2) {
        Scale scale = Scale.of(names, posts.stream().flatMap(post -> Arrays.stream(post.choice.features())));
        Scale nearness = Scale.of(NEARNESS, posts.stream().map(NearPost::nearness));
        List<Group> groups = new ArrayList<>();
        for (NearPost post : posts) {
            double[] near = nearness.apply(post.nearness);
            groups.add(post.choice.group(features -> withProducts(scale.apply(features), near)));
        }
        int features = names.size();
        double[] weights = ConditionalLogit.fit(groups, features * (1 + NEARNESS.size()), l2);
        Map<Nearness, Change> changes = new TreeMap<>();
        for (int n = 0; n < NEARNESS.size(); n++) {
            Map<String, Double> changed = new TreeMap<>();
            for (int f = 0; f < features; f++) {
                changed.put(names.get(f), weights[features * (1 + n) + f]);
            }
            changes.put(
                    Nearness.of(NEARNESS.get(n)), new Change(nearness.means()[n], nearness.deviations()[n], changed));
        }
        return new RankerModel(scale.model(Arrays.copyOf(weights, features), 0), changes);
    }

    private static double[] withProducts(double[] features, double[] nearness) {
        double[] all = Arrays.copyOf(features, features.length * (1 + nearness.length));
        for (int n = 0; n < nearness.length; n++) {
            for (int f = 0; f < features.length; f++) {
                all[features.length * (1 + n) + f] = features[f] * nearness[n];
            }
        }
        return all;
    }
}
