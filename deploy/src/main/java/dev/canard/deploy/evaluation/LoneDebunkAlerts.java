package dev.canard.deploy.evaluation;

import dev.canard.deploy.evaluation.Detection.Example;
import dev.canard.deploy.source.InputFile;
import dev.canard.deploy.source.InputReader.ReadPost;
import dev.canard.deploy.text.Table;
import dev.canard.event.Alert;
import dev.canard.event.Debunk;
import dev.canard.indexer.match.EncodedPost;
import dev.canard.indexer.match.Ranking;
import dev.canard.indexer.policy.MatchPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether the right posts alert in a library that has just begun: each labelled post is judged beside each debunk alone, of which only the
 * claim is known. There is nothing then that a right debunk is ahead of, nor that a wrong one is behind.
 */
public final class LoneDebunkAlerts {

    private final Workbench bench;

    public LoneDebunkAlerts(Workbench bench) {
        this.bench = bench;
    }

    /**
     * Judges and measures.
     *
     * @param debunkFiles only those debunks count that a label names
     * @param postFile JSON Lines with labels
     * @throws IOException if a file cannot be read, a post has no labels, or no label names one of the debunks
     */
    public EvaluationResult evaluate(List<InputFile> debunkFiles, InputFile postFile) throws IOException {
        List<ReadPost> posts = bench.posts(postFile);
        List<PostLabels> labels = PostLabels.of(posts);
        Set<String> named =
                labels.stream().map(PostLabels::debunk).filter(Objects::nonNull).collect(Collectors.toSet());
        List<Debunk> bare = bench.debunks(debunkFiles).stream()
                .filter(debunk -> named.contains(debunk.id()))
                .map(Debunk::withClaimAlone)
                .toList();
        if (bare.isEmpty()) {
            throw new IOException(postFile.name() + ": no label names a debunk that is there");
        }
        List<Example> examples = new ArrayList<>();
        try (IndexedDebunks debunks = bench.index(bare)) {
            List<EncodedPost> encoded = bench.encode(posts, debunks);
            for (Debunk alone : bare) {
                Set<String> hidden = bare.stream()
                        .map(Debunk::id)
                        .filter(id -> !id.equals(alone.id()))
                        .collect(Collectors.toSet());
                for (int i = 0; i < encoded.size(); i++) {
                    Ranking ranking = bench.rank(encoded.get(i), debunks, hidden);
                    boolean alerts = labels.get(i).alert()
                            && alone.id().equals(labels.get(i).debunk());
                    examples.add(new Example(i, probability(ranking), alerts, alerts));
                    bench.terminal()
                            .progress(
                                    "%,d of %,d pairs judged".formatted(examples.size(), bare.size() * encoded.size()));
                }
            }
        }
        bench.terminal().end();
        return measured(bare.size(), posts.size(), new Detection(examples));
    }

    /** With next to no threshold every post has an alert that could be. */
    private double probability(Ranking ranking) {
        MatchPolicy open = bench.policy().withThreshold(Double.MIN_VALUE);
        Alert alert = bench.judge(ranking, open).alert();
        return alert == null ? Double.NEGATIVE_INFINITY : alert.probability();
    }

    private EvaluationResult measured(int debunks, int posts, Detection detection) {
        Figures figures = new Figures();
        Detection.Point configured = detection.at(bench.policy().threshold());
        figures.put("alone", "precision", configured.precision());
        figures.put("alone", "recall", configured.recall());
        List<List<String>> rows = List.of(
                LabelledAlerts.row("as configured", configured), LabelledAlerts.row("best F1", detection.best()));
        return new EvaluationResult(
                "Alerts on labelled posts, one debunk at a time",
                List.of(new Table(
                        "Alerts on %,d posts, each beside %,d debunks alone".formatted(posts, debunks),
                        List.of("", "threshold", "precision", "recall", "F1", "alerts"),
                        rows,
                        List.of("An alert is right if the post should alert and the debunk is the labelled one."))),
                List.of(Chart.ofShares(
                        "Precision and recall of alerts, one debunk at a time",
                        "recall",
                        "precision",
                        false,
                        List.of(Chart.precisionRecall("Canard", detection)))),
                figures.byName());
    }
}
