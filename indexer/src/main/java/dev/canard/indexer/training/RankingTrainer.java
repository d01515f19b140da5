package dev.canard.indexer.training;

import dev.canard.event.Debunk;
import dev.canard.event.PostClaims;
import dev.canard.event.Vector;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.lucene.DebunkIndex;
import dev.canard.indexer.lucene.DebunkSnapshot;
import dev.canard.indexer.match.AboutFeatures;
import dev.canard.indexer.match.AboutModel;
import dev.canard.indexer.match.DebunkMatcher;
import dev.canard.indexer.match.EncodedPost;
import dev.canard.indexer.match.LinearModel;
import dev.canard.indexer.match.MatchModels;
import dev.canard.indexer.match.RankedDebunk;
import dev.canard.indexer.match.RankerModel;
import dev.canard.indexer.match.Reranker;
import dev.canard.indexer.match.Twins;
import dev.canard.indexer.training.LinearModelFit.Choice;
import dev.canard.indexer.training.LinearModelFit.Example;
import dev.canard.indexer.training.RankerModelFit.NearPost;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Learns {@link MatchModels} from judged posts.
 *
 * <p>The ranker learns from the posts whose debunk is among their candidates. What comes after it, the order of a cross-encoder's
 * readings and whether a post is about its first candidate, is learnt from held-out posts alone: the cross-encoder has not been
 * trained on them, and they are ranked by a ranker that has not seen them either. Each of them counts twice, once as it is and
 * once with its debunk hidden: then the first candidate is wrong, however near it comes. Where it may check the same claim in other
 * words, the post teaches nothing about probabilities: nobody has judged whether it is about that one. The same data and settings
 * give the same models.
 */
public final class RankingTrainer {

    private static final int PROGRESS_EVERY = 250;

    private final Encoders encoders;
    private final CrossEncoder crossEncoder;
    private final RankingTrainerSettings settings;
    private final Consumer<String> progress;

    /** Of each debunk, so that one of several sets is encoded once. */
    private final Map<Debunk, List<Vector>> vectors = new ConcurrentHashMap<>();

    /**
     * @param encoders encode posts and debunks; not closed
     * @param crossEncoder reads posts beside their candidates; not closed
     * @param progress is told in words how far the training is
     */
    public RankingTrainer(
            Encoders encoders, CrossEncoder crossEncoder, RankingTrainerSettings settings, Consumer<String> progress) {
        this.encoders = encoders;
        this.crossEncoder = crossEncoder;
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Judged posts and how much each of them counts.
     *
     * @param weight above 0
     * @param use what they are for
     */
    public record TrainingSet(JudgedPosts posts, double weight, Use use) {

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

    /** What posts are for. */
    public enum Use {
        /** The ranker only: the cross-encoder knows them. */
        TRAINING,
        /** All but the ranker. */
        HELD_OUT,
        /** Those about nothing but claims that are {@link HeldOut}, one in five, are held out; from all of them the ranker learns in the end. */
        BY_CLAIM
    }

    /**
     * A post as it is, and with its debunk hidden if it has one.
     *
     * @param text its clean text
     * @param unjudged ids of debunks that it may be about or not
     */
    record Item(
            TrainingSet set,
            String text,
            boolean isHeldOut,
            Set<String> unjudged,
            Comparison whole,
            Optional<Comparison> hidden) {

        double weight() {
            return set.weight;
        }

        boolean isUnjudged(RankedDebunk candidate) {
            return unjudged.contains(candidate.debunk().id())
                    || candidate.twins().stream().anyMatch(unjudged::contains);
        }

        List<Comparison> comparisons() {
            return Stream.concat(Stream.of(whole), hidden.stream()).toList();
        }
    }

    List<Item> compare(List<TrainingSet> sets) {
        List<Item> items = new ArrayList<>();
        Map<List<Debunk>, List<TrainingSet>> byDebunks = sets.stream()
                .collect(Collectors.groupingBy(set -> set.posts().debunks(), LinkedHashMap::new, Collectors.toList()));
        byDebunks.forEach((debunks, its) -> {
            progress.accept("encoding " + debunks.size() + " debunks");
            List<Debunk> encoded = debunks.parallelStream().map(this::encoded).toList();
            PossibleTwins possibleTwins = new PossibleTwins(encoded);
            try (TemporaryDirectory directory = TemporaryDirectory.create();
                    DebunkIndex index = index(encoded, directory);
                    DebunkSnapshot snapshot = index.acquire()) {
                its.forEach(set -> compare(set, snapshot, possibleTwins, items));
            }
        });
        return items;
    }

    private Debunk encoded(Debunk debunk) {
        return debunk.withVectors(vectors.computeIfAbsent(debunk, encoders::vectorsOf));
    }

    private DebunkIndex index(List<Debunk> encoded, TemporaryDirectory directory) {
        DebunkIndex index = DebunkIndex.open(directory.path(), encoders.ids());
        int offset = 0;
        for (Debunk debunk : encoded) {
            index.put(debunk, offset++);
        }
        index.refresh();
        return index;
    }

    private void compare(TrainingSet set, DebunkSnapshot snapshot, PossibleTwins possibleTwins, List<Item> items) {
        JudgedPosts judged = set.posts();
        Map<String, Twins.Key> keys =
                judged.debunks().stream().collect(Collectors.toMap(Debunk::id, Twins::key, (first, _) -> first));
        Set<String> heldOut = HeldOut.ids(judged.debunks());
        Map<Twins.Key, Set<String>> twins = new LinkedHashMap<>();
        keys.forEach(
                (id, key) -> twins.computeIfAbsent(key, _ -> new HashSet<>()).add(id));
        ProgressCount done = new ProgressCount(
                "posts of %s compared".formatted(judged.name()), judged.posts().size(), PROGRESS_EVERY, progress);
        items.addAll(judged.posts().parallelStream()
                .map(post -> {
                    Set<String> relevant = new HashSet<>();
                    for (String id : judged.relevant(post.post().id())) {
                        Twins.Key key = keys.get(id);
                        if (key != null) {
                            relevant.addAll(twins.getOrDefault(key, Set.of()));
                        }
                    }
                    boolean isHeldOut = switch (set.use()) {
                        case TRAINING -> false;
                        case HELD_OUT -> true;
                        case BY_CLAIM ->
                            relevant.isEmpty() ? HeldOut.isPost(post.post().id()) : heldOut.containsAll(relevant);
                    };
                    Item item = compare(set, post, snapshot, relevant, possibleTwins.of(relevant), isHeldOut);
                    done.step();
                    return item;
                })
                .toList());
    }

    private Item compare(
            TrainingSet set,
            PostClaims post,
            DebunkSnapshot snapshot,
            Set<String> relevant,
            Set<String> unjudged,
            boolean isHeldOut) {
        EncodedPost encoded = DebunkMatcher.encode(post, encoders);
        Comparison whole = Comparison.of(encoded, snapshot, relevant, Set.of());
        Optional<Comparison> hidden = isHeldOut && !relevant.isEmpty()
                ? Optional.of(Comparison.of(encoded, snapshot, Set.of(), relevant))
                : Optional.empty();
        return new Item(set, post.post().clean().value(), isHeldOut, unjudged, whole, hidden);
    }

    MatchModels fit(List<Item> items, Map<String, String> provenance) {
        progress.accept("fitting the ranker");
        RankerModel ranker = ranker(
                items.stream().filter(item -> item.set.use != Use.HELD_OUT).toList());
        List<Item> held = items.stream().filter(Item::isHeldOut).toList();
        RankerModel unseen =
                ranker(items.stream().filter(item -> !item.isHeldOut).toList());
        progress.accept("fitting the first guess");
        LinearModel firstGuess = firstGuess(held, unseen);
        List<Read> read = read(held, unseen);
        progress.accept("fitting the reranker and the probability");
        LinearModel reranker = reranker(read);
        AboutModel about = about(read, reranker);
        Map<String, String> origin = new TreeMap<>(provenance);
        origin.put("data", data(items));
        origin.put("settings", settings.toString());
        return new MatchModels(
                MatchModels.VERSION, encoders.ids(), crossEncoder.id(), origin, ranker, firstGuess, reranker, about);
    }

    /** What was trained on, for instance {@code 800 posts of clef2020 (weight 1.0, 160 held out)}. */
    private static String data(List<Item> items) {
        Map<TrainingSet, List<Item>> bySet =
                items.stream().collect(Collectors.groupingBy(Item::set, LinkedHashMap::new, Collectors.toList()));
        return bySet.entrySet().stream()
                .map(set -> "%d posts of %s (weight %s, %d held out)"
                        .formatted(
                                set.getValue().size(),
                                set.getKey().posts().name(),
                                set.getKey().weight(),
                                set.getValue().stream().filter(Item::isHeldOut).count()))
                .collect(Collectors.joining("; "));
    }

    RankerModel ranker(List<Item> items) {
        List<NearPost> posts = items.stream()
                .filter(item -> item.whole.hasRelevant())
                .map(item -> new NearPost(
                        new Choice(item.whole.features(), item.whole.relevant(), item.weight()), item.whole.nearness()))
                .toList();
        if (posts.isEmpty()) {
            throw new IllegalArgumentException("no post has a debunk that it is about among its candidates");
        }
        return RankerModelFit.fit(Comparison.FEATURES, posts, settings.rankerL2());
    }

    /** The candidates of a post with the cross-encoder's readings, in the ranker's order. */
    private record Read(Item item, Comparison comparison, List<RankedDebunk> candidates) {

        /** The candidates that were really read. */
        List<RankedDebunk> first() {
            return candidates.subList(0, Math.min(Reranker.READ, candidates.size()));
        }
    }

    private List<Read> read(List<Item> items, RankerModel ranker) {
        ProgressCount done = new ProgressCount("held-out posts read", items.size(), PROGRESS_EVERY, progress);
        return items.parallelStream()
                .flatMap(item -> {
                    List<Read> read = item.comparisons().stream()
                            .map(comparison -> new Read(
                                    item, comparison, Reranker.read(crossEncoder, item.text, comparison.order(ranker))))
                            .toList();
                    done.step();
                    return read.stream();
                })
                .toList();
    }

    private LinearModel reranker(List<Read> read) {
        List<Choice> choices = new ArrayList<>();
        for (Read post : read) {
            List<RankedDebunk> first = post.first();
            if (first.stream().anyMatch(post.comparison::isRelevant)) {
                double[][] features = new double[first.size()][];
                boolean[] relevant = new boolean[first.size()];
                for (int i = 0; i < relevant.length; i++) {
                    Map<String, Double> named = first.get(i).features();
                    features[i] =
                            Reranker.FEATURES.stream().mapToDouble(named::get).toArray();
                    relevant[i] = post.comparison.isRelevant(first.get(i));
                }
                choices.add(new Choice(features, relevant, post.item.weight()));
            }
        }
        if (choices.isEmpty()) {
            throw new IllegalArgumentException("no held-out post has its debunk among its first candidates");
        }
        return LinearModelFit.ranker(Reranker.FEATURES, choices, settings.rankerL2());
    }

    private LinearModel firstGuess(List<Item> items, RankerModel ranker) {
        Probability probability = new Probability();
        for (Item item : items) {
            for (Comparison comparison : item.comparisons()) {
                probability.add(comparison.order(ranker), comparison, item);
            }
        }
        return probability.fit();
    }

    private AboutModel about(List<Read> read, LinearModel reranker) {
        Probability probability = new Probability();
        for (Read post : read) {
            probability.add(Reranker.order(post.candidates, reranker), post.comparison, post.item);
        }
        LinearModel linear = probability.fit();
        return new AboutModel(linear, BoostedTreesFit.fit(linear, probability.names, probability.examples));
    }

    /** Collects what the probability that the first of ordered candidates is right is fitted to. */
    private final class Probability {

        private final List<Example> examples = new ArrayList<>();
        private final List<String> names = new ArrayList<>();

        void add(List<RankedDebunk> ranked, Comparison comparison, Item item) {
            if (ranked.isEmpty() || item.isUnjudged(ranked.getFirst())) {
                return;
            }
            Map<String, Double> features = AboutFeatures.of(ranked, comparison.postTerms());
            if (names.isEmpty()) {
                names.addAll(features.keySet());
            }
            examples.add(new Example(
                    names.stream().mapToDouble(features::get).toArray(),
                    comparison.isRelevant(ranked.getFirst()),
                    item.weight()));
        }

        LinearModel fit() {
            return LinearModelFit.logistic(names, examples, settings.aboutL2());
        }
    }
}
