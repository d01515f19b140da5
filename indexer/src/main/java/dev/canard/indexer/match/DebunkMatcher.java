package dev.canard.indexer.match;

import dev.canard.event.Author;
import dev.canard.event.Claim;
import dev.canard.event.Post;
import dev.canard.event.PostClaims;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.encoder.TextEncoder.Role;
import dev.canard.indexer.lucene.Candidate;
import dev.canard.indexer.lucene.DebunkQuery;
import dev.canard.indexer.lucene.DebunkSnapshot;
import dev.canard.indexer.lucene.Terms;
import dev.canard.indexer.lucene.WordFrequencies;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Finds the debunks that a post is about. Thread-safe. */
public final class DebunkMatcher {

    /** How many candidates are taken from the lexical list and from that of each encoder. */
    private static final int CANDIDATES_PER_LIST = 50;

    /** How many of them are read and compared with the post: the right one is hardly ever further back. */
    public static final int MOST_CANDIDATES = 24;

    /** Encoding is what costs: of a post's further sentences only the words count. */
    private static final int MOST_SENTENCES = 8;

    private final Supplier<DebunkSnapshot> index;
    private final Encoders encoders;
    private final CandidateRanker ranker;

    /**
     * @param index gives the newest state of the index, for the matcher to close
     * @throws IllegalArgumentException if the models were trained with other encoders or another cross-encoder
     */
    public DebunkMatcher(
            Supplier<DebunkSnapshot> index, Encoders encoders, CrossEncoder crossEncoder, MatchModels models) {
        this.index = index;
        this.encoders = encoders;
        ranker = new CandidateRanker(encoders.ids(), crossEncoder, models);
    }

    /** The debunks that come closest to a post, with the newest state of the index. */
    public Ranking rank(PostClaims post) {
        return rank(encode(post));
    }

    /** The post as the encoders see it, to {@link #rank(EncodedPost) rank} it later or once more. */
    public EncodedPost encode(PostClaims post) {
        return encode(post, encoders);
    }

    /** The post as the encoders see it. For training. */
    public static EncodedPost encode(PostClaims post, Encoders encoders) {
        String text = post.post().clean().value();
        Map<String, float[]> whole = encoders.encode(text, Role.QUERY);
        List<Map<String, float[]>> sentences = new ArrayList<>();
        for (Claim claim : post.claims().stream().limit(MOST_SENTENCES).toList()) {
            sentences.add(claim.text().equals(text) ? whole : encoders.encode(claim.text(), Role.QUERY));
        }
        Author author = post.post().author();
        Map<String, float[]> withAuthor = author == null || author.name() == null
                ? whole
                : encoders.encode(author.name() + ": " + text, Role.QUERY);
        return new EncodedPost(post, whole, withAuthor, sentences.isEmpty() ? List.of(whole) : sentences);
    }

    /** The debunks that come closest to a post, with the newest state of the index. */
    public Ranking rank(EncodedPost post) {
        return rerank(retrieve(post));
    }

    /**
     * The debunks that come closest to a post, as if some of them were not indexed. For evaluation.
     *
     * @param hidden ids of the debunks that shall not be found
     */
    public Ranking rank(EncodedPost post, Set<String> hidden) {
        return rerank(retrieve(post, hidden));
    }

    /**
     * The first step of {@link #rank(EncodedPost)}: the candidates in the order of the ranker, and for the first of them a first
     * guess of its probability.
     */
    public Ranking retrieve(EncodedPost post) {
        return retrieve(post, Set.of());
    }

    private Ranking retrieve(EncodedPost post, Set<String> hidden) {
        try (DebunkSnapshot snapshot = index.get()) {
            List<Candidate> candidates = HiddenDebunks.without(hidden, candidates(post, snapshot));
            return ranker.order(post, compare(post, candidates), snapshot.offset());
        }
    }

    /** The second step: the cross-encoder reads the first candidates, unless it is clear that the post is about none of them. */
    public Ranking rerank(Ranking retrieved) {
        return ranker.rerank(retrieved);
    }

    /** The debunks that may be what the post is about, in no order. For training. */
    public static List<Candidate> candidates(EncodedPost post, DebunkSnapshot snapshot) {
        return candidates(post, snapshot, MOST_CANDIDATES);
    }

    /** All that stands on one of the lists, in no order. For evaluation of the lists by themselves. */
    public static List<Candidate> allCandidates(EncodedPost post, DebunkSnapshot snapshot) {
        return candidates(post, snapshot, Integer.MAX_VALUE);
    }

    private static List<Candidate> candidates(EncodedPost post, DebunkSnapshot snapshot, int most) {
        return snapshot.candidates(new DebunkQuery(words(post), post.vectors()), CANDIDATES_PER_LIST, most);
    }

    /** The candidates with their features, twins folded, in no order and without scores. For training. */
    public static List<RankedDebunk> compare(EncodedPost post, List<Candidate> candidates) {
        Map<Twins.Key, List<Candidate>> folded = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            folded.computeIfAbsent(Twins.key(candidate.debunk()), _ -> new ArrayList<>())
                    .add(candidate);
        }
        List<Candidate> first = new ArrayList<>();
        List<List<String>> twins = new ArrayList<>();
        for (List<Candidate> group : folded.values()) {
            group.sort(Comparator.comparing(Candidate::debunk, Twins.FIRST));
            first.add(group.getFirst());
            twins.add(group.stream().skip(1).map(twin -> twin.debunk().id()).toList());
        }
        List<FeatureVector> features =
                new FeatureExtractor(post, words(post), WordFrequencies.SHIPPED::idf).extract(first);
        List<RankedDebunk> compared = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            compared.add(RankedDebunk.of(
                    first.get(i).debunk(), twins.get(i), features.get(i).byName()));
        }
        return compared;
    }

    /** The candidates with their scores, best first. For training. */
    public static List<RankedDebunk> order(List<RankedDebunk> candidates, RankerModel ranker) {
        LinearModel model =
                ranker.forPost(candidates.stream().map(RankedDebunk::features).toList());
        return candidates.stream()
                .map(candidate -> candidate.withScore(model.score(candidate.features())))
                .sorted(Comparator.comparingDouble(RankedDebunk::score)
                        .reversed()
                        .thenComparing(RankedDebunk::debunk, Twins.FIRST))
                .toList();
    }

    /** How many different words are searched for. For training. */
    public static int terms(EncodedPost post) {
        return Terms.of(words(post)).size();
    }

    /** The words that are searched for. Fact-checks often name who said it: so the author's name belongs to them. */
    private static String words(EncodedPost encoded) {
        Post post = encoded.claims().post();
        Author author = post.author();
        String text = post.clean().value();
        return author == null || author.name() == null ? text : text + " " + author.name();
    }
}
