package dev.canard.indexer.lucene;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.index.Term;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MultiTermQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.util.automaton.LevenshteinAutomata;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;

/** Lucene's query parser, which refuses what might cost much or means nothing for a post. */
final class PostQueryParser extends QueryParser {

    static final String FIELD = "text";

    static final Analyzer ANALYZER = new Analyzer() {
        @Override
        protected TokenStreamComponents createComponents(String field) {
            Tokenizer words = new StandardTokenizer();
            return new TokenStreamComponents(words, normalize(field, new EnglishPossessiveFilter(words)));
        }

        @Override
        protected TokenStream normalize(String field, TokenStream words) {
            return new ASCIIFoldingFilter(new LowerCaseFilter(words));
        }
    };

    /** In UTF-16 code units; bounds the depth of groups too. */
    private static final int LONGEST = 1_000;

    private static final int MOST_WORDS = 100;

    /** In words. */
    private static final int FARTHEST = 20;

    /** So many letters of a word are given: without them it would have to be compared with every word of a post. */
    private static final int FEWEST_LETTERS = 3;

    private PostQueryParser() {
        super(FIELD, ANALYZER);
        // "covid-19" and Chinese words are several terms: one after the other is meant, not any of them.
        setSplitOnWhitespace(true);
        setAutoGeneratePhraseQueries(true);
        setFuzzyMinSim(1);
        setFuzzyPrefixLength(FEWEST_LETTERS);
    }

    /**
     * Reads a query.
     *
     * @throws IllegalArgumentException with the cause in words, if it is none or might cost too much
     */
    static Query query(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("a query has at most %,d characters".formatted(LONGEST));
        }
        Query query;
        try {
            query = new PostQueryParser().parse(text);
        } catch (ParseException e) {
            throw new IllegalArgumentException(
                    String.valueOf(e.getMessage()).lines().findFirst().orElse("no query"), e);
        } catch (TooComplexToDeterminizeException e) {
            throw new IllegalArgumentException("too many wildcards in one word", e);
        }
        if (check(query) > MOST_WORDS) {
            throw new IllegalArgumentException("a query has at most %d words".formatted(MOST_WORDS));
        }
        return query;
    }

    /** Made once here: Lucene's own would make the automaton anew for each post, which takes ten times as long as to use it. */
    @Override
    protected Query newFuzzyQuery(Term term, float edits, int prefixLength) {
        if (edits != 1 || term.text().codePointCount(0, term.text().length()) <= prefixLength) {
            throw new IllegalArgumentException("in a word one letter may differ, after the first %d: %s~ cannot be"
                    .formatted(prefixLength, term.text()));
        }
        int rest = term.text().offsetByCodePoints(0, prefixLength);
        return new AutomatonQuery(
                term,
                new LevenshteinAutomata(term.text().substring(rest), true)
                        .toAutomaton(1, term.text().substring(0, rest)));
    }

    /** How many words a query has, if nothing in it is refused. */
    private static int check(Query query) {
        return switch (query) {
            case BooleanQuery group -> checkGroup(group);
            case PhraseQuery phrase -> {
                checkField(phrase.getField());
                if (phrase.getSlop() > FARTHEST) {
                    throw new IllegalArgumentException("words of a phrase lie at most %d apart".formatted(FARTHEST));
                }
                yield phrase.getTerms().length;
            }
            case TermQuery word -> {
                checkField(word.getTerm().field());
                yield 1;
            }
            case MultiTermQuery words -> {
                checkField(words.getField());
                checkPattern(words);
                yield 1;
            }
            default -> throw refused(query);
        };
    }

    private static int checkGroup(BooleanQuery group) {
        if (group.clauses().isEmpty()) {
            throw new IllegalArgumentException("it holds no word");
        }
        if (group.clauses().stream().allMatch(BooleanClause::isProhibited)) {
            throw new IllegalArgumentException(
                    "%s only forbids: something has to be searched for".formatted(group.toString(FIELD)));
        }
        return group.clauses().stream()
                .mapToInt(clause -> check(clause.query()))
                .sum();
    }

    private static void checkField(String field) {
        if (!field.equals(FIELD)) {
            throw new IllegalArgumentException("a post has no field \"%s\"; write \\: for a colon".formatted(field));
        }
    }

    private static void checkPattern(MultiTermQuery words) {
        switch (words) {
            case PrefixQuery beginning -> checkBeginning(beginning.getPrefix().text());
            case WildcardQuery pattern -> checkBeginning(pattern.getTerm().text());
            default -> {
                if (words.getClass() != AutomatonQuery.class) {
                    throw refused(words);
                }
            }
        }
    }

    private static void checkBeginning(String pattern) {
        int letters = pattern.split("[*?]", 2)[0].length();
        if (letters < FEWEST_LETTERS) {
            throw new IllegalArgumentException("a word needs %d letters before its first wildcard, %s has %d"
                    .formatted(FEWEST_LETTERS, pattern, letters));
        }
    }

    private static IllegalArgumentException refused(Query query) {
        return new IllegalArgumentException("\"%s\" cannot be searched for: %s"
                .formatted(query.toString(FIELD), query.getClass().getSimpleName()));
    }
}
