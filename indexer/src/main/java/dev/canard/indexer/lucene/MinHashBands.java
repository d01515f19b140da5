package dev.canard.indexer.lucene;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.minhash.MinHashFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Locality-sensitive hashes of sets of words: the more two sets have in common, the likelier they share a band.
 *
 * <p>The smallest hash of a set under a hash function is the same for two sets with the probability of their Jaccard similarity <i>s</i>
 * (Broder 1997). With {@value #BANDS} bands of {@value #ROWS} such hashes each, at least one band is the same with probability
 * 1 - (1 - <i>s</i><sup>4</sup>)<sup>20</sup>: .9999 at <i>s</i> = .78, which is one word of eight; .03 at .2.
 */
public final class MinHashBands {

    private static final int BANDS = 20;
    private static final int ROWS = 4;

    private MinHashBands() {}

    /** The bands of a set of words without white space; none for no words. */
    public static List<String> of(Collection<String> words) {
        List<String> hashes = hashes(String.join(" ", words));
        List<String> bands = new ArrayList<>();
        for (int from = 0; from + ROWS <= hashes.size(); from += ROWS) {
            // Short, since all that share one are looked at anyway.
            int band = String.join("", hashes.subList(from, from + ROWS)).hashCode();
            bands.add(bands.size() + "-" + Integer.toHexString(band));
        }
        return bands;
    }

    /** One for each hash function, in their order. */
    private static List<String> hashes(String words) {
        WhitespaceTokenizer tokenizer = new WhitespaceTokenizer();
        tokenizer.setReader(new StringReader(words));
        List<String> hashes = new ArrayList<>();
        try (TokenStream stream = new MinHashFilter(tokenizer, BANDS * ROWS, 1, 1, false)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                hashes.add(term.toString());
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory cannot fail to be read", e);
        }
        return hashes;
    }
}
