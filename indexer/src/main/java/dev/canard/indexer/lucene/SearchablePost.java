package dev.canard.indexer.lucene;

import dev.canard.event.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.index.memory.MemoryIndex;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Matches;
import org.apache.lucene.search.MatchesIterator;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BytesRef;

/** The text of a post as an index of one document, to be asked many a {@link PostQuery}. Not thread-safe. */
public final class SearchablePost {

    private static final int MOST_WORDS = 30;

    private final IndexSearcher searcher;
    private final Set<String> terms = new HashSet<>();

    /** @param text of bounded length */
    public SearchablePost(String text) {
        MemoryIndex index = new MemoryIndex(true);
        index.addField(PostQueryParser.FIELD, text, PostQueryParser.ANALYZER);
        searcher = index.createSearcher();
        searcher.setQueryCache(null);
        try {
            org.apache.lucene.index.Terms its = post().reader().terms(PostQueryParser.FIELD);
            TermsEnum all = its == null ? TermsEnum.EMPTY : its.iterator();
            for (BytesRef term = all.next(); term != null; term = all.next()) {
                terms.add(term.utf8ToString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an index in memory cannot fail to be read", e);
        }
    }

    /** Whether it meets a query. */
    public boolean meets(PostQuery query) {
        if (!query.mayMeet(terms)) {
            return false;
        }
        try {
            Scorer scorer = weight(query).scorer(post());
            return scorer != null && scorer.iterator().nextDoc() != DocIdSetIterator.NO_MORE_DOCS;
        } catch (IOException e) {
            throw new UncheckedIOException("an index in memory cannot fail to be read", e);
        }
    }

    /** Where in the text the words stand that meet a query, in order, the first ones of many; empty where it does not meet it. */
    public List<Span> words(PostQuery query) {
        try {
            Matches matches = weight(query).matches(post(), 0);
            MatchesIterator words = matches == null ? null : matches.getMatches(PostQueryParser.FIELD);
            Set<Span> spans = new LinkedHashSet<>();
            while (words != null && words.next() && spans.size() < MOST_WORDS) {
                spans.add(new Span(words.startOffset(), words.endOffset()));
            }
            return spans.stream().sorted(Comparator.comparingInt(Span::start)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("an index in memory cannot fail to be read", e);
        }
    }

    private Weight weight(PostQuery query) throws IOException {
        return searcher.createWeight(searcher.rewrite(query.query()), ScoreMode.COMPLETE_NO_SCORES, 1);
    }

    private LeafReaderContext post() {
        return searcher.getIndexReader().leaves().getFirst();
    }
}
