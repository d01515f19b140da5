package dev.canard.indexer.lucene;

import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.similarities.BM25Similarity;

/** BM25 by the {@link WordFrequencies} of a collection of reference, and not of the index that is searched. */
final class ReferenceBm25 extends BM25Similarity {

    private final WordFrequencies words;

    ReferenceBm25(float k1, float b, WordFrequencies words) {
        super(k1, b);
        this.words = words;
    }

    @Override
    public Explanation idfExplain(CollectionStatistics field, TermStatistics term) {
        return Explanation.match((float) words.idf(term.term().utf8ToString()), "idf of the collection of reference");
    }

    @Override
    protected float avgFieldLength(CollectionStatistics field) {
        Double length = words.lengths().get(field.field());
        return length == null ? super.avgFieldLength(field) : length.floatValue();
    }
}
