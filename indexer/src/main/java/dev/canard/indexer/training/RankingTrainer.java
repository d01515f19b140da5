package dev.canard.indexer.training;

import dev.canard.event.Debunk;
import dev.canard.event.PostClaims;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.lucene.DebunkIndex;
import dev.canard.indexer.lucene.DebunkSnapshot;
import dev.canard.indexer.match.DebunkMatcher;
import dev.canard.indexer.match.EncodedPost;
import dev.canard.indexer.match.LinearModel;
import dev.canard.indexer.match.MatchModels;
import dev.canard.indexer.match.Twins;
import dev.canard.indexer.training.LinearModelFit.Choice;
import dev.canard.indexer.training.LinearModelFit.Example;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Learns {@link MatchModels} from judged posts.
 *
 * <p>The ranker learns from the posts whose debunk is among their candidates. Whether a post is about its first candidate is
 * learnt from all posts, with the scores of rankers that have seen neither the post nor its debunk, and once more from each
 * post with its debunk hidden: then the first candidate is always wrong, however near it comes. The same data and settings
 * give the same models.
 */
public final class RankingTrainer {

    private static final int PROGRESS_EVERY = 250;

    private final Encoders encoders;
    private final RankingTrainerSettings settings;
    private final Consumer<String> progress;

    /**
     * @param encoders encode posts and debunks; not closed
     * @param progress is told in words how far the training is
     */
    public RankingTrainer(Encoders encoders, RankingTrainerSettings settings, Consumer<String> progress) {
        this.encoders = encoders;
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Judged posts and how much each of them counts.
     *
     * @param weight above 0
     */
    public record TrainingSet(JudgedPosts posts, double weight) {

        public TrainingSet {
            if (!(weight > 0)) {
                throw new IllegalArgumentException("the weight of " + posts.name() + " must be above 0, was " + weight);
            }
        }
    }

    /**
     * Trains on all sets together.
     *
     * @param provenance what shall be written beside the weights, the data and the settings
     * @throws IllegalArgumentException if no post has its debunk among its candidates
     */
    public MatchModels train(List<TrainingSet> sets, Map<String, String> provenance) {
        return fit(compare(sets), provenance);
    }

    /** A post as it is, and with its debunk hidden if it has one. */
    record Item(String set, String post, int fold, double weight, Comparison whole, Optional<Comparison> hidden) {}

    List<Item> compare(List<TrainingSet> sets) {
        List<Item> items = new ArrayList<>();
        Map<List<Debunk>, List<TrainingSet>> byDebunks = sets.stream()
                .collect(Collectors.groupingBy(set -> set.posts().debunks(), LinkedHashMap::new, Collectors.toList()));
        byDebunks.forEach((debunks, its) -> {
            try (TemporaryDirectory directory = TemporaryDirectory.create();
                    DebunkIndex index = index(debunks, directory);
                    DebunkSnapshot snapshot = index.acquire()) {
                its.forEach(set -> compare(set, snapshot, items));
            }
        });
        return items;
    }

    private DebunkIndex index(List<Debunk> debunks, TemporaryDirectory directory) {
        progress.accept("indexing " + debunks.size() + " debunks");
        DebunkIndex index = DebunkIndex.open(directory.path(), encoders.ids());
        int offset = 0;
        for (Debunk debunk : debunks) {
            index.put(debunk.withVectors(encoders.vectorsOf(debunk)), offset++);
        }
        index.refresh();
        return index;
    }

    private void compare(TrainingSet set, DebunkSnapshot snapshot, List<Item> items) {
        JudgedPosts judged = set.posts();
        Map<String, Twins.Key> keys =
                judged.debunks().stream().collect(Collectors.toMap(Debunk::id, Twins::key, (first, _) -> first));
        Map<Twins.Key, Set<String>> twins = new LinkedHashMap<>();
        keys.forEach(
                (id, key) -> twins.computeIfAbsent(key, _ -> new HashSet<>()).add(id));
        int done = 0;
        for (PostClaims post : judged.posts()) {
            Set<String> relevant = new HashSet<>();
            for (String id : judged.relevant(post.post().id())) {
                Twins.Key key = keys.get(id);
                if (key != null) {
                    relevant.addAll(twins.getOrDefault(key, Set.of()));
                }
            }
            EncodedPost encoded = DebunkMatcher.encode(post, encoders);
            Comparison whole = Comparison.of(encoded, snapshot, relevant, Set.of());
            Optional<Comparison> hidden = relevant.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Comparison.of(encoded, snapshot, Set.of(), relevant));
            String claim = relevant.isEmpty() ? post.post().id() : Collections.min(relevant);
            items.add(new Item(judged.name(), post.post().id(), fold(claim), set.weight(), whole, hidden));
            done++;
            if (done % PROGRESS_EVERY == 0) {
                progress.accept("%s: %d of %d posts compared"
                        .formatted(judged.name(), done, judged.posts().size()));
            }
        }
    }

    /** Posts about one debunk are in one fold. */
    private int fold(String key) {
        return Math.floorMod((key + '#' + settings.seed()).hashCode(), settings.folds());
    }

    MatchModels fit(List<Item> items, Map<String, String> provenance) {
        progress.accept("fitting the ranker");
        LinearModel ranker = ranker(items);
        progress.accept("fitting the probability");
        LinearModel about = about(items);
        Map<String, String> origin = new TreeMap<>(provenance);
        origin.put("data", data(items));
        origin.put("settings", settings.toString());
        return new MatchModels(MatchModels.VERSION, encoders.ids(), origin, ranker, about);
    }

    /** What was trained on, for instance {@code 800 posts of clef2020 (weight 1.0)}. */
    private static String data(List<Item> items) {
        Map<String, Long> counts = items.stream()
                .collect(Collectors.groupingBy(
                        item -> item.set + " (weight " + item.weight + ")", TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(count -> count.getValue() + " posts of " + count.getKey())
                .collect(Collectors.joining("; "));
    }

    LinearModel ranker(List<Item> items) {
        List<Choice> choices = items.stream()
                .filter(item -> item.whole.hasRelevant())
                .map(item -> new Choice(item.whole.features(), item.whole.relevant(), item.weight))
                .toList();
        if (choices.isEmpty()) {
            throw new IllegalArgumentException("no post has a debunk that it is about among its candidates");
        }
        return LinearModelFit.ranker(Comparison.FEATURES, choices, settings.rankerL2());
    }

    private LinearModel about(List<Item> items) {
        List<Example> examples = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int fold = 0; fold < settings.folds(); fold++) {
            int held = fold;
            LinearModel ranker =
                    ranker(items.stream().filter(item -> item.fold != held).toList());
            for (Item item : items) {
                if (item.fold == held) {
                    add(item.whole, ranker, item.weight, names, examples);
                    item.hidden.ifPresent(hidden -> add(hidden, ranker, item.weight, names, examples));
                }
            }
        }
        return LinearModelFit.logistic(names, examples, settings.aboutL2());
    }

    private static void add(
            Comparison comparison, LinearModel ranker, double weight, List<String> names, List<Example> examples) {
        if (comparison.debunks().isEmpty()) {
            return;
        }
        Map<String, Double> features = comparison.about(ranker);
        if (names.isEmpty()) {
            names.addAll(features.keySet());
        }
        examples.add(new Example(
                names.stream().mapToDouble(features::get).toArray(), comparison.firstIsRelevant(ranker), weight));
    }
}
