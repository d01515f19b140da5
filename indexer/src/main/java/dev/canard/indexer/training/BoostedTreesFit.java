package dev.canard.indexer.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.canard.indexer.match.BoostedTrees;
import dev.canard.indexer.match.BoostedTrees.Tree;
import dev.canard.indexer.match.LinearModel;
import dev.canard.indexer.training.LinearModelFit.Example;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Fits {@link BoostedTrees} to what a logistic regression gets wrong, with XGBoost (Chen and Guestrin 2016). The same examples give the same
 * trees.
 */
final class BoostedTreesFit {

    private static final int ROUNDS = 400;

    /** Chosen by the log loss of held-out claims, five folds; other depths, penalties and rates differ by less than two per cent. */
    private static final Map<String, Object> PARAMETERS = Map.ofEntries(
            Map.entry("objective", "binary:logistic"),
            Map.entry("max_depth", 4),
            Map.entry("eta", .04),
            Map.entry("min_child_weight", 2),
            Map.entry("lambda", 1),
            Map.entry("subsample", .7),
            Map.entry("colsample_bytree", .6),
            Map.entry("tree_method", "hist"),
            Map.entry("max_bin", 64),
            Map.entry("seed", 1),
            // In one thread, sums come out the same each time.
            Map.entry("nthread", 1));

    private static final JsonMapper JSON = new JsonMapper();

    private BoostedTreesFit() {}

    /**
     * Fits.
     *
     * @param linear what the trees shall correct
     * @param names of the features
     */
    static BoostedTrees fit(LinearModel linear, List<String> names, List<Example> examples) {
        try {
            DMatrix matrix = matrix(linear, names, examples);
            try {
                Booster booster = XGBoost.train(matrix, PARAMETERS, ROUNDS, Map.of(), null, null);
                try {
                    List<Tree> trees = new ArrayList<>();
                    for (String tree : booster.getModelDump(names.toArray(String[]::new), true, "json")) {
                        trees.add(tree(names, JSON.readTree(tree)));
                    }
                    return new BoostedTrees(names, trees);
                } finally {
                    booster.dispose();
                }
            } finally {
                matrix.dispose();
            }
        } catch (XGBoostError | JsonProcessingException e) {
            throw new IllegalStateException("the trees could not be fitted", e);
        }
    }

    private static DMatrix matrix(LinearModel linear, List<String> names, List<Example> examples) throws XGBoostError {
        float[] values = new float[examples.size() * names.size()];
        float[] labels = new float[examples.size()];
        float[] weights = new float[examples.size()];
        float[] margins = new float[examples.size()];
        for (int i = 0; i < labels.length; i++) {
            Example example = examples.get(i);
            Map<String, Double> named = new HashMap<>();
            for (int f = 0; f < names.size(); f++) {
                values[i * names.size() + f] = (float) example.features()[f];
                named.put(names.get(f), example.features()[f]);
            }
            labels[i] = example.positive() ? 1 : 0;
            weights[i] = (float) example.weight();
            margins[i] = (float) linear.score(named);
        }
        DMatrix matrix = new DMatrix(values, labels.length, names.size(), Float.NaN);
        matrix.setLabel(labels);
        matrix.setWeight(weights);
        matrix.setBaseMargin(margins);
        return matrix;
    }

    /** A node of XGBoost's text form has either a {@code leaf}, or a {@code split} and two children, of which {@code yes} is for what lies below. */
    private static Tree tree(List<String> names, JsonNode root) {
        List<JsonNode> nodes = new ArrayList<>(List.of(root));
        List<Integer> features = new ArrayList<>();
        List<Float> thresholds = new ArrayList<>();
        List<Integer> branches = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            JsonNode node = nodes.get(i);
            boolean leaf = node.has("leaf");
            features.add(leaf ? 0 : names.indexOf(node.path("split").asText()));
            thresholds.add(leaf ? 0 : (float) node.path("split_condition").asDouble());
            branches.add(leaf ? 0 : nodes.size());
            values.add(mean(node));
            if (!leaf) {
                nodes.add(child(node, "yes"));
                nodes.add(child(node, "no"));
            }
        }
        return new Tree(features, thresholds, branches, values);
    }

    private static JsonNode child(JsonNode node, String branch) {
        for (JsonNode child : node.path("children")) {
            if (child.path("nodeid").asInt() == node.path(branch).asInt()) {
                return child;
            }
        }
        throw new IllegalStateException("a tree without its branch " + branch);
    }

    /** What a leaf says, or what its leaves say on average; {@code cover} is how much of the training lies in a branch. */
    private static double mean(JsonNode node) {
        if (node.has("leaf")) {
            return node.path("leaf").asDouble();
        }
        double sum = 0;
        double cover = 0;
        for (JsonNode child : node.path("children")) {
            sum += mean(child) * child.path("cover").asDouble();
            cover += child.path("cover").asDouble();
        }
        return sum / cover;
    }
}
