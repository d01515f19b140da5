package dev.canard.indexer.lucene;

import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;

/**
 * Lucene's codec, with vectors in seven bits for the search: a quarter of the memory that it touches, and cheaper arithmetic. The
 * raw vectors lie beside them, for whoever compares exactly. It writes no format of its own, so that any Lucene reads the index.
 */
final class QuantizedCodec extends Lucene104Codec {

    private static final int CONNECTIONS = 16;
    private static final int BEAM = 100;

    /**
     * A segment gets a graph only above this number of vectors times the logarithm of its size: scanning two thousand vectors
     * costs no more than walking a graph of them, while building one for each flush would double the time of a restore.
     */
    private static final int SCANNED = 250;

    private static final int MERGE_THREADS = 1;

    private final KnnVectorsFormat vectors = new Lucene104HnswScalarQuantizedVectorsFormat(
            ScalarEncoding.SEVEN_BIT, CONNECTIONS, BEAM, MERGE_THREADS, null, SCANNED);

    @Override
    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
        return vectors;
    }
}
