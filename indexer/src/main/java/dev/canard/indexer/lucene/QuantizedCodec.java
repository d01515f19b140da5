package dev.canard.indexer.lucene;

import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;

/**
 * Lucene's codec, with the vectors that are searched in seven bits: a quarter of the memory that a search touches, and cheaper
 * arithmetic. The raw vectors lie beside them. Those that are only compared with a post are kept raw and without a graph. It writes
 * no format of its own, so that any Lucene reads the index.
 */
final class QuantizedCodec extends Lucene104Codec {

    private static final int CONNECTIONS = 24;
    private static final int BEAM = 100;

    /**
     * A segment gets a graph only above this number of vectors times the logarithm of its size, which is above nine thousand: to scan
     * that many costs no more than to walk a graph of them, misses nothing, and what is flushed needs no graph.
     */
    private static final int SCANNED = 1_000;

    private static final int MERGE_THREADS = 1;

    private final KnnVectorsFormat searched = new Lucene104HnswScalarQuantizedVectorsFormat(
            ScalarEncoding.SEVEN_BIT, CONNECTIONS, BEAM, MERGE_THREADS, null, SCANNED);

    private final KnnVectorsFormat compared =
            new Lucene99HnswVectorsFormat(CONNECTIONS, BEAM, MERGE_THREADS, null, Integer.MAX_VALUE);

    @Override
    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
        return DebunkDocuments.isSearched(field) ? searched : compared;
    }
}
