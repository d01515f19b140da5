package dev.canard.indexer.lucene;

import dev.canard.event.Debunk;
import dev.canard.event.EventJson;
import dev.canard.event.Vector;
import dev.canard.indexer.encoder.Encoders;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;

/**
 * Debunks as documents of Lucene, and back. Vectors lie in fields of their own, everything else once more as JSON: in doc values, since
 * stored fields are compressed in blocks, and to read one of them unpacks a block.
 */
final class DebunkDocuments {

    static final String CLAIM = "claim";
    static final String TITLE = "title";
    static final String BOTH = "both";
    static final String BODY = "body";

    private static final String ID = "id";
    private static final String SOURCE = "source";
    private static final String OFFSET = "offset";
    private static final String VECTOR_PREFIX = "vector/";

    private DebunkDocuments() {}

    /** The term that only this debunk's document has. */
    static Term idTerm(String debunkId) {
        return new Term(ID, debunkId);
    }

    /** Name of the field that holds a vector. */
    static String vectorField(String field, String encoder) {
        return VECTOR_PREFIX + field + "/" + encoder;
    }

    /** Whether a field holds the vectors that are searched: others are only compared with a post. */
    static boolean isSearched(String vectorField) {
        return vectorField.startsWith(VECTOR_PREFIX + Encoders.BOTH + "/");
    }

    /**
     * The document of a debunk. Vectors of other encoders are left out.
     *
     * @param offset of the change that brought it
     */
    static Document write(Debunk debunk, Set<String> encoders, long offset) {
        Document document = new Document();
        document.add(new NumericDocValuesField(OFFSET, offset));
        document.add(new StringField(ID, debunk.id(), Field.Store.NO));
        texts(debunk).forEach((field, text) -> document.add(new TextField(field, text, Field.Store.NO)));
        for (Vector vector : debunk.vectors()) {
            if (encoders.contains(vector.encoder()) && !isOfBody(vector)) {
                document.add(new KnnFloatVectorField(
                        vectorField(vector.field(), vector.encoder()),
                        vector.values(),
                        VectorSimilarityFunction.DOT_PRODUCT));
            }
        }
        List<Vector> compared = debunk.vectors().stream()
                .filter(vector -> encoders.contains(vector.encoder()) && isOfBody(vector))
                .toList();
        document.add(new BinaryDocValuesField(SOURCE, new BytesRef(EventJson.write(debunk.withVectors(compared)))));
        return document;
    }

    /** The offset of the change that brought a document of the leaf. */
    static long offset(LeafReader leaf, int document) throws IOException {
        NumericDocValues offsets = leaf.getNumericDocValues(OFFSET);
        if (offsets == null || !offsets.advanceExact(document)) {
            throw noDebunk();
        }
        return offsets.longValue();
    }

    /** Those of the article are compared with a post, yet not searched for: several in one document cannot be. */
    private static boolean isOfBody(Vector vector) {
        return vector.field().startsWith(Encoders.BODY);
    }

    /**
     * The debunks of some documents, with the vectors that the index holds, in the same order. To read many together opens each
     * field once.
     *
     * @param documents of the leaf, ascending
     */
    static List<Debunk> read(LeafReader leaf, List<Integer> documents) throws IOException {
        List<List<Vector>> vectors = vectors(leaf, documents);
        BinaryDocValues sources = leaf.getBinaryDocValues(SOURCE);
        List<Debunk> debunks = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            if (sources == null || !sources.advanceExact(documents.get(i))) {
                throw noDebunk();
            }
            Debunk debunk = EventJson.read(BytesRef.deepCopyOf(sources.binaryValue()).bytes, Debunk.class);
            vectors.get(i).addAll(debunk.vectors());
            debunks.add(debunk.withVectors(vectors.get(i)));
        }
        return debunks;
    }

    private static IOException noDebunk() {
        return new IOException("a document of the index is no debunk");
    }

    private static List<List<Vector>> vectors(LeafReader leaf, List<Integer> documents) throws IOException {
        List<List<Vector>> vectors = new ArrayList<>();
        documents.forEach(_ -> vectors.add(new ArrayList<>()));
        for (FieldInfo field : leaf.getFieldInfos()) {
            if (field.getVectorDimension() > 0) {
                FloatVectorValues values = leaf.getFloatVectorValues(field.name);
                KnnVectorValues.DocIndexIterator place = values.iterator();
                int slash = field.name.indexOf('/', VECTOR_PREFIX.length());
                String encoder = field.name.substring(slash + 1);
                String name = field.name.substring(VECTOR_PREFIX.length(), slash);
                for (int i = 0; i < documents.size(); i++) {
                    int document = documents.get(i);
                    int there = place.docID() < document ? place.advance(document) : place.docID();
                    if (there == document) {
                        vectors.get(i)
                                .add(new Vector(
                                        encoder,
                                        name,
                                        values.vectorValue(place.index()).clone()));
                    }
                }
            }
        }
        return vectors;
    }

    /** The texts of a debunk by the field whose words are searched. */
    static Map<String, String> texts(Debunk debunk) {
        Map<String, String> texts = new LinkedHashMap<>();
        String title = debunk.title();
        texts.put(CLAIM, debunk.claim());
        texts.put(BOTH, title == null || title.equals(debunk.claim()) ? debunk.claim() : debunk.claim() + " " + title);
        if (title != null) {
            texts.put(TITLE, title);
        }
        if (debunk.body() != null) {
            texts.put(BODY, Terms.bounded(debunk.body()));
        }
        return texts;
    }
}
