package dev.canard.indexer.encoder;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Another cross-encoder, whose scores are remembered. */
public final class CachedCrossEncoder implements CrossEncoder {

    private final CrossEncoder crossEncoder;
    private final ResultCache cache;

    /**
     * @param crossEncoder scores a pair the same whatever else it is asked; closed with this
     * @param cache not closed
     */
    public CachedCrossEncoder(CrossEncoder crossEncoder, ResultCache cache) {
        this.crossEncoder = crossEncoder;
        this.cache = cache;
    }

    @Override
    public String id() {
        return crossEncoder.id();
    }

    @Override
    public List<String> classes() {
        return crossEncoder.classes();
    }

    @Override
    public List<double[]> score(String first, List<String> seconds) {
        Map<String, double[]> scores = new HashMap<>();
        for (String second : seconds) {
            double[] known = cache.doubles(id(), first, second);
            if (known != null) {
                scores.put(second, known);
            }
        }
        List<String> unknown =
                seconds.stream().filter(second -> !scores.containsKey(second)).toList();
        List<double[]> computed = crossEncoder.score(first, unknown);
        for (int i = 0; i < computed.size(); i++) {
            cache.put(computed.get(i), id(), first, unknown.get(i));
            scores.put(unknown.get(i), computed.get(i));
        }
        return seconds.stream()
                .map(second -> Objects.requireNonNull(scores.get(second)))
                .toList();
    }

    @Override
    public void close() {
        crossEncoder.close();
    }
}
