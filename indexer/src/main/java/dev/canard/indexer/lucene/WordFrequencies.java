package dev.canard.indexer.lucene;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.canard.event.Debunk;
import dev.canard.ingest.ShippedResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * How many fact-checks have a word, and how long they are: counted once in a large collection, and not in the library at hand. What a
 * word tells is thus the same in a library of twenty debunks as in one of twenty thousand, and the same before and after a debunk
 * comes or goes.
 *
 * @param version version of this form
 * @param provenance the data and the command, for people
 * @param debunks how many were counted, above 0
 * @param lengths by field, the mean number of terms of those that have it
 * @param words by term, how many claims and titles have it; what fewer than {@link #FEWEST} have is left out
 */
public record WordFrequencies(
        int version,
        Map<String, String> provenance,
        int debunks,
        Map<String, Double> lengths,
        Map<String, Integer> words) {

    /** The version of the form that this code reads and writes. */
    public static final int VERSION = 1;

    /** Rarer words are not told apart: most of them are names of the day. */
    public static final int FEWEST = 3;

    private static final String RESOURCE = "word-frequencies.json";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    /** What Canard ships, and its models were trained with. */
    public static final WordFrequencies SHIPPED = shipped();

    public WordFrequencies {
        if (version != VERSION) {
            throw new IllegalArgumentException("word frequencies of version " + version + ", not " + VERSION);
        }
        if (debunks < 1) {
            throw new IllegalArgumentException("no debunk was counted");
        }
        provenance = Map.copyOf(provenance);
        lengths = Map.copyOf(lengths);
        words = Map.copyOf(words);
    }

    /** Counts the words of debunks, which should be without twins. */
    public static WordFrequencies of(Collection<Debunk> debunks, Map<String, String> provenance) {
        Map<String, Integer> words = new HashMap<>();
        Map<String, Integer> having = new HashMap<>();
        Map<String, Double> lengths = new HashMap<>();
        for (Debunk debunk : debunks) {
            DebunkDocuments.texts(debunk).forEach((field, text) -> {
                having.merge(field, 1, Integer::sum);
                lengths.merge(field, (double) Terms.occurrences(text).size(), Double::sum);
                if (field.equals(DebunkDocuments.BOTH)) {
                    Terms.of(text).forEach(word -> words.merge(word, 1, Integer::sum));
                }
            });
        }
        words.values().removeIf(count -> count < FEWEST);
        lengths.replaceAll((field, length) -> length / having.getOrDefault(field, 1));
        return new WordFrequencies(VERSION, provenance, debunks.size(), lengths, words);
    }

    private static WordFrequencies shipped() {
        try {
            return MAPPER.readValue(ShippedResource.bytes(WordFrequencies.class, RESOURCE), WordFrequencies.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As JSON, with sorted keys. */
    public byte[] write() {
        try {
            return MAPPER.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("word frequencies that cannot be written", e);
        }
    }

    /** How much a term tells: its inverse document frequency as BM25 defines it (Robertson and Zaragoza 2009), above 0. */
    public double idf(String term) {
        int having = words.getOrDefault(term, 1);
        return Math.log1p((debunks - having + .5) / (having + .5));
    }
}
