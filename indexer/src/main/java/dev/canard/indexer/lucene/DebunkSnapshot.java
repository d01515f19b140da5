package dev.canard.indexer.lucene;

import dev.canard.event.Debunk;
import dev.canard.indexer.encoder.Encoders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.VectorScorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.util.BytesRef;

/**
 * The index as it was at one offset of the topic of debunks. Thread-safe. Close it when done: until then it keeps its files
 * from being deleted.
 */
public final class DebunkSnapshot implements AutoCloseable {

    /** Chosen on held-out posts: fact-checks are short, so their length says less than in longer texts. */
    static final BM25Similarity BM25 = new ReferenceBm25(1.2f, 0.7f, WordFrequencies.SHIPPED);

    /** A post's further terms are not searched for. */
    private static final int MOST_TERMS = 256;

    /** How many vectors of each graph are kept in sight while the nearest are sought: the more, the fewer of those are missed. */
    private static final int EXPLORED = 200;

    /** The larger, the less the first places count for more than the next. */
    private static final int FUSION = 60;

    private final DirectoryReader reader;
    private final IndexSearcher searcher;
    private final long offset;
    private final DebunkCache cache;

    private final AtomicBoolean closed = new AtomicBoolean();

    /** Takes over one reference to the reader. */
    DebunkSnapshot(DirectoryReader reader, long offset, DebunkCache cache) {
        this.reader = reader;
        this.cache = cache;
        this.offset = offset;
        searcher = new IndexSearcher(reader);
        searcher.setSimilarity(BM25);
        searcher.setQueryCache(null);
    }

    DirectoryReader reader() {
        return reader;
    }

    /** Another handle to the same state, to be closed by itself; empty if this was closed meanwhile. */
    Optional<DebunkSnapshot> share() {
        return reader.tryIncRef() ? Optional.of(new DebunkSnapshot(reader, offset, cache)) : Optional.empty();
    }

    /** Holds exactly the changes with smaller offsets. */
    public long offset() {
        return offset;
    }

    /** How many debunks it holds. */
    public int size() {
        return reader.numDocs();
    }

    /**
     * A debunk, and since when it says what it says.
     *
     * @param debunk with its vectors
     * @param offset of the change that brought this revision: snapshots of a higher {@link #offset()} hold it
     */
    public record Indexed(Debunk debunk, long offset) {}

    /** The debunk of this id. */
    public Optional<Indexed> debunk(String id) {
        return reading(() -> {
            ScoreDoc[] found = searcher.search(new TermQuery(DebunkDocuments.idTerm(id)), 1).scoreDocs;
            if (found.length == 0) {
                return Optional.empty();
            }
            int document = found[0].doc;
            LeafReaderContext leaf = reader.leaves().get(ReaderUtil.subIndex(document, reader.leaves()));
            return Optional.of(new Indexed(
                    read(List.of(document)).getFirst().debunk(),
                    DebunkDocuments.offset(leaf.reader(), document - leaf.docBase)));
        });
    }

    /**
     * The debunks whose claim and title, or whose article, share most words with the query, and those that lie nearest to it, in no order.
     *
     * @param perList how many are taken from the lexical list and from that of each encoder
     * @param most how many at most, of those that stand foremost on all lists together
     */
    public List<Candidate> candidates(DebunkQuery query, int perList, int most) {
        List<BytesRef> terms = Terms.of(query.text()).stream()
                .limit(MOST_TERMS)
                .map(BytesRef::new)
                .toList();
        return reading(() -> candidates(terms, query.vectors(), perList, most));
    }

    private List<Candidate> candidates(List<BytesRef> terms, Map<String, float[]> vectors, int perList, int most)
            throws IOException {
        Query inBoth = anyOf(DebunkDocuments.BOTH, terms);
        Query inBody = anyOf(DebunkDocuments.BODY, terms);
        Map<Integer, Integer> lexicalRanks = ranks(searcher.search(inBoth, perList));
        Map<Integer, Integer> bodyRanks = ranks(searcher.search(inBody, perList));
        // In one order, so that sums are the same to the last digit.
        Map<String, Map<Integer, Integer>> vectorRanks = new TreeMap<>();
        for (Map.Entry<String, float[]> vector : vectors.entrySet()) {
            vectorRanks.put(vector.getKey(), ranks(nearest(vector.getKey(), vector.getValue(), perList)));
        }
        List<Map<Integer, Integer>> lists = new ArrayList<>(vectorRanks.values());
        lists.add(lexicalRanks);
        lists.add(bodyRanks);
        List<Integer> documents = foremost(lists, most);
        double[] claims = scores(anyOf(DebunkDocuments.CLAIM, terms), documents);
        double[] titles = scores(anyOf(DebunkDocuments.TITLE, terms), documents);
        double[] both = scores(inBoth, documents);
        double[] bodies = scores(inBody, documents);
        List<DebunkCache.Entry> entries = read(documents);
        List<Candidate> candidates = new ArrayList<>(documents.size());
        for (int i = 0; i < documents.size(); i++) {
            int document = documents.get(i);
            DebunkCache.Entry entry = entries.get(i);
            candidates.add(new Candidate(
                    entry.debunk(),
                    entry.words(),
                    claims[i],
                    titles[i],
                    both[i],
                    bodies[i],
                    lexicalRanks.getOrDefault(document, Candidate.NOT_LISTED),
                    ranks(document, vectorRanks)));
        }
        return candidates;
    }

    /** By list, the ranks of a document on those where it stands. */
    private static Map<String, Integer> ranks(int document, Map<String, Map<Integer, Integer>> lists) {
        Map<String, Integer> its = new HashMap<>();
        lists.forEach((list, ranks) -> {
            Integer rank = ranks.get(document);
            if (rank != null) {
                its.put(list, rank);
            }
        });
        return Map.copyOf(its);
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    /**
     * Reads the index. Whatever fails there, also if Lucene tells of damaged files by an index out of bounds, is the fault of the
     * infrastructure and never the query's.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    private static <T> T reading(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw new UncheckedIOException(new IOException("the index of debunks cannot be read: " + e, e));
        }
    }

    /**
     * The documents that stand foremost on all lists together, in ascending order: by reciprocal rank fusion (Cormack et al. 2009). To read a
     * document costs more than to find it, and what is at the end of one list only is hardly ever what a post is about.
     */
    private static List<Integer> foremost(List<Map<Integer, Integer>> lists, int most) {
        Map<Integer, Double> fused = new HashMap<>();
        for (Map<Integer, Integer> ranks : lists) {
            ranks.forEach((document, rank) -> fused.merge(document, 1.0 / (FUSION + rank), Double::sum));
        }
        return fused.entrySet().stream()
                .sorted(Map.Entry.<Integer, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Found by quantised vectors, which each segment rounds in its own way, and put in order by those of full precision. */
    private TopDocs nearest(String encoder, float[] vector, int count) throws IOException {
        String field = DebunkDocuments.vectorField(Encoders.BOTH, encoder);
        int explored = Math.max(count, EXPLORED);
        TopDocs found = searcher.search(new KnnFloatVectorQuery(field, vector, explored), explored);
        ScoreDoc[] hits = found.scoreDocs;
        Arrays.sort(hits, Comparator.comparingInt(hit -> hit.doc));
        int i = 0;
        // Lucene's own rescorer opens the vectors anew for each hit.
        for (LeafReaderContext leaf : reader.leaves()) {
            int end = leaf.docBase + leaf.reader().maxDoc();
            if (i < hits.length && hits[i].doc < end) {
                VectorScorer exact = leaf.reader().getFloatVectorValues(field).rescorer(vector);
                DocIdSetIterator documents = exact.iterator();
                for (; i < hits.length && hits[i].doc < end; i++) {
                    documents.advance(hits[i].doc - leaf.docBase);
                    hits[i].score = exact.score();
                }
            }
        }
        Arrays.sort(
                hits, Comparator.<ScoreDoc>comparingDouble(hit -> -hit.score).thenComparingInt(hit -> hit.doc));
        return new TopDocs(found.totalHits, Arrays.copyOf(hits, Math.min(count, hits.length)));
    }

    /** Document to rank; what has the same score has the same rank, or else the order of the documents would decide. */
    private static Map<Integer, Integer> ranks(TopDocs found) {
        ScoreDoc[] hits = found.scoreDocs;
        Map<Integer, Integer> ranks = new LinkedHashMap<>();
        int rank = 0;
        for (int i = 0; i < hits.length; i++) {
            rank = hits[i].score == hits[rank].score ? rank : i;
            ranks.put(hits[i].doc, rank);
        }
        return ranks;
    }

    /** Knows where its terms stand in each segment, so that they are sought once, however often it is run. */
    private Query anyOf(String field, List<BytesRef> terms) throws IOException {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        for (BytesRef bytes : terms) {
            Term term = new Term(field, bytes);
            query.add(new TermQuery(term, TermStates.build(searcher, term, true)), Occur.SHOULD);
        }
        return query.build();
    }

    /** The query's score of each document, 0 where it does not match. The documents ascend. */
    private double[] scores(Query query, List<Integer> documents) throws IOException {
        double[] scores = new double[documents.size()];
        Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE, 1);
        Iterator<LeafReaderContext> leaves = reader.leaves().iterator();
        int i = 0;
        while (i < scores.length && leaves.hasNext()) {
            LeafReaderContext leaf = leaves.next();
            int end = leaf.docBase + leaf.reader().maxDoc();
            Scorer scorer = documents.get(i) < end ? weight.scorer(leaf) : null;
            for (; i < scores.length && documents.get(i) < end; i++) {
                int document = documents.get(i) - leaf.docBase;
                if (scorer != null
                        && scorer.docID() <= document
                        && (scorer.docID() == document || scorer.iterator().advance(document) == document)) {
                    scores[i] = scorer.score();
                }
            }
        }
        return scores;
    }

    /** The debunks of documents, which ascend, in the same order. */
    private List<DebunkCache.Entry> read(List<Integer> documents) {
        List<DebunkCache.Entry> read = new ArrayList<>();
        for (LeafReaderContext leaf : reader.leaves()) {
            int end = leaf.docBase + leaf.reader().maxDoc();
            List<Integer> its = documents.stream()
                    .filter(document -> document >= leaf.docBase && document < end)
                    .map(document -> document - leaf.docBase)
                    .toList();
            if (!its.isEmpty()) {
                read.addAll(cache.get(leaf.reader(), its));
            }
        }
        return read;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            reader.decRef();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
