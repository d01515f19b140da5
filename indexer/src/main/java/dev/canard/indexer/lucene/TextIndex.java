package dev.canard.indexer.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Weight;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.QueryBuilder;

/**
 * Texts by id, in memory, searchable by their words. A search finds what was put before it, unless another one is just making that
 * searchable. Thread-safe.
 */
public final class TextIndex implements AutoCloseable {

    private static final String ID = "id";
    private static final String NUMBER = "number";
    private static final String TEXT = "text";
    private static final Query NOTHING = MatchNoDocsQuery.INSTANCE;

    /** Some 200,000 texts, so that many that come at once are one segment. */
    private static final double BUFFER_MEBIBYTES = 64;

    /** Smaller segments count as this large. With Lucene's usual 16 MiB a few new texts are merged with all others again and again. */
    private static final double SMALL_SEGMENT_MEBIBYTES = .5;

    private final AtomicInteger last = new AtomicInteger();
    private final StandardAnalyzer analyzer = new StandardAnalyzer();
    private final IndexWriter writer;
    private final SearcherManager searchers;

    public TextIndex() {
        try {
            TieredMergePolicy merging = new TieredMergePolicy();
            merging.setFloorSegmentMB(SMALL_SEGMENT_MEBIBYTES);
            writer = new IndexWriter(
                    new ByteBuffersDirectory(),
                    new IndexWriterConfig(analyzer)
                            .setRAMBufferSizeMB(BUFFER_MEBIBYTES)
                            .setMergePolicy(merging)
                            // Who searches waits for no merge.
                            .setMaxFullFlushMergeWaitMillis(0));
            searchers = new SearcherManager(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a text in the place of the one that had its id; its number, which no other has or had. */
    public int put(String id, String text) {
        int number = last.incrementAndGet();
        Document document = new Document();
        document.add(new NumericDocValuesField(NUMBER, number));
        document.add(new StringField(ID, id, Store.YES));
        document.add(new TextField(TEXT, text, Store.NO));
        try {
            writer.updateDocument(new Term(ID, id), document);
            return number;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets a text; none of this id is as well. */
    public void remove(String id) {
        try {
            writer.deleteDocuments(new Term(ID, id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Ids of the texts that hold all words of a query, the best first.
     *
     * @param words as somebody types them; no syntax
     * @param most how many at most
     */
    public List<String> search(String words, int most) {
        return searched(searcher -> {
            List<String> ids = new ArrayList<>();
            StoredFields fields = searcher.storedFields();
            for (ScoreDoc found : searcher.search(query(words), most).scoreDocs) {
                ids.add(fields.document(found.doc).get(ID));
            }
            return ids;
        });
    }

    /** Numbers of all texts that hold all words of a query. */
    public BitSet all(String words) {
        return searched(searcher -> {
            BitSet numbers = new BitSet();
            Weight weight = searcher.createWeight(searcher.rewrite(query(words)), ScoreMode.COMPLETE_NO_SCORES, 1);
            for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
                Scorer scorer = weight.scorer(leaf);
                if (scorer == null) {
                    continue;
                }
                Bits live = leaf.reader().getLiveDocs();
                NumericDocValues values = DocValues.getNumeric(leaf.reader(), NUMBER);
                DocIdSetIterator found = scorer.iterator();
                while (found.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
                    if ((live == null || live.get(found.docID())) && values.advanceExact(found.docID())) {
                        numbers.set((int) values.longValue());
                    }
                }
            }
            return numbers;
        });
    }

    private Query query(String words) {
        Query query = new QueryBuilder(analyzer).createBooleanQuery(TEXT, words, Occur.MUST);
        return query == null ? NOTHING : query;
    }

    private interface Search<T> {
        T of(IndexSearcher searcher) throws IOException;
    }

    private <T> T searched(Search<T> search) {
        try {
            // While somebody else makes new texts searchable, those from before are soon enough.
            searchers.maybeRefresh();
            IndexSearcher searcher = searchers.acquire();
            try {
                return search.of(searcher);
            } finally {
                searchers.release(searcher);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            searchers.close();
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
