package dev.canard.indexer.lucene;

import dev.canard.event.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/** The words of a text as the index knows them: lower case, without accents and endings, without stop words. */
public final class Terms {

    /** Texts are cut here, so that no text costs more than a bounded time. In UTF-16 code units. */
    private static final int LONGEST_TEXT = 20_000;

    /** Lucene's English stop words, the pronouns and auxiliaries that it lacks, and what posts add. */
    private static final CharArraySet STOP_WORDS = new CharArraySet(EnglishAnalyzer.ENGLISH_STOP_WORDS_SET, true);

    static {
        STOP_WORDS.addAll(List.of(
                "i", "me", "my", "you", "your", "he", "him", "his", "she", "her", "we", "our", "them", "what", "which",
                "who", "those", "am", "were", "been", "has", "have", "had", "do", "does", "did", "so", "than", "too",
                "very", "just", "can", "from", "about", "how", "when", "why", "its", "rt", "via", "amp"));
    }

    static final Analyzer ANALYZER = new Analyzer() {
        @Override
        protected TokenStreamComponents createComponents(String field) {
            Tokenizer words = new StandardTokenizer();
            TokenStream stream = new EnglishPossessiveFilter(words);
            stream = new LowerCaseFilter(stream);
            stream = new ASCIIFoldingFilter(stream);
            stream = new StopFilter(stream, STOP_WORDS);
            return new TokenStreamComponents(words, new PorterStemFilter(stream));
        }
    };

    private Terms() {}

    /** Whether a word, in any case, tells nothing and is not indexed. */
    static boolean isStopWord(String word) {
        return STOP_WORDS.contains(word.toLowerCase(Locale.ROOT));
    }

    /** What of a text is read. */
    static String bounded(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }

    /**
     * A term where it stands.
     *
     * @param span of the word in the text
     */
    public record Occurrence(String term, Span span) {}

    /** The distinct terms of a text in the order of their first occurrence. Of a very long text only the beginning is read. */
    public static Set<String> of(String text) {
        Set<String> terms = new LinkedHashSet<>();
        occurrences(text).forEach(occurrence -> terms.add(occurrence.term()));
        return terms;
    }

    /** All terms of a text in order. Of a very long text only the beginning is read. */
    public static List<Occurrence> occurrences(String text) {
        List<Occurrence> terms = new ArrayList<>();
        try (TokenStream stream = ANALYZER.tokenStream("text", bounded(text))) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            OffsetAttribute place = stream.addAttribute(OffsetAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                terms.add(new Occurrence(term.toString(), new Span(place.startOffset(), place.endOffset())));
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory cannot fail to be read", e);
        }
        return terms;
    }
}
