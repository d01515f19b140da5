package dev.canard.indexer.match;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A sum of what decision trees say of some features (Friedman 2001, Greedy Function Approximation: A Gradient Boosting Machine).
 *
 * @param features their names, in the order in which {@link Tree#features} counts them
 * @param trees in any order
 */
public record BoostedTrees(List<String> features, List<Tree> trees) {

    /** No trees, which say nothing. */
    public static final BoostedTrees NONE = new BoostedTrees(List.of(), List.of());

    public BoostedTrees {
        features = List.copyOf(features);
        trees = List.copyOf(trees);
        int known = features.size();
        if (trees.stream()
                .flatMap(tree -> tree.features.stream())
                .anyMatch(feature -> feature < 0 || feature >= known)) {
            throw new IllegalArgumentException("a tree asks for a feature that has no name");
        }
    }

    /**
     * A tree. Its nodes are numbered from the root, 0; each has two branches or none.
     *
     * @param features of each node, what it asks for; of a leaf 0
     * @param thresholds of each node: a feature below it goes to the first branch, another one to the second. They are 32-bit numbers, and features
     *     are rounded to such before
     * @param branches of each node, the first branch; the second has the next number. Higher than the node's own; 0 for a leaf
     * @param values of each leaf, what it says; of another node the mean of what the training examples that came by got
     */
    public record Tree(List<Integer> features, List<Float> thresholds, List<Integer> branches, List<Double> values) {

        public Tree {
            features = List.copyOf(features);
            thresholds = List.copyOf(thresholds);
            branches = List.copyOf(branches);
            values = List.copyOf(values);
            int nodes = values.size();
            if (nodes == 0 || features.size() != nodes || thresholds.size() != nodes || branches.size() != nodes) {
                throw new IllegalArgumentException(
                        "each node of a tree has a feature, a threshold, branches and a value");
            }
            for (int node = 0; node < nodes; node++) {
                int branch = branches.get(node);
                if (branch != 0 && (branch <= node || branch + 1 >= nodes)) {
                    throw new IllegalArgumentException(
                            "node %d of %d cannot have the branch %d".formatted(node, nodes, branch));
                }
            }
        }

        private boolean isLeaf(int node) {
            return branches.get(node) == 0;
        }

        private int next(int node, float[] values) {
            return branches.get(node) + (values[features.get(node)] < thresholds.get(node) ? 0 : 1);
        }
    }

    /**
     * The sum for some features.
     *
     * @throws IllegalArgumentException if one is missing
     */
    public double score(Map<String, Double> named) {
        float[] values = values(named);
        double sum = 0;
        for (Tree tree : trees) {
            int node = 0;
            while (!tree.isLeaf(node)) {
                node = tree.next(node, values);
            }
            sum += tree.values.get(node);
        }
        return sum;
    }

    /**
     * What each feature adds to the sum, compared with what the trees say on average: on the way to a leaf, each step counts for the feature
     * that was asked for (Saabas 2014, Interpreting random forests).
     *
     * @return by name, of those that were asked for
     * @throws IllegalArgumentException if a feature is missing
     */
    public Map<String, Double> contributions(Map<String, Double> named) {
        float[] values = values(named);
        Map<String, Double> contributions = new HashMap<>();
        for (Tree tree : trees) {
            int node = 0;
            while (!tree.isLeaf(node)) {
                int next = tree.next(node, values);
                contributions.merge(
                        features.get(tree.features.get(node)),
                        tree.values.get(next) - tree.values.get(node),
                        Double::sum);
                node = next;
            }
        }
        return contributions;
    }

    private float[] values(Map<String, Double> named) {
        float[] values = new float[features.size()];
        for (int i = 0; i < values.length; i++) {
            Double value = named.get(features.get(i));
            if (value == null) {
                throw new IllegalArgumentException("the model needs the feature " + features.get(i));
            }
            values[i] = value.floatValue();
        }
        return values;
    }
}
