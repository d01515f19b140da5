package dev.canard.indexer.article;

import static dev.canard.indexer.article.ClaimFeature.ATTRIBUTED;
import static dev.canard.indexer.article.ClaimFeature.CORRECTION;
import static dev.canard.indexer.article.ClaimFeature.DENIED_BY_HEADLINE;
import static dev.canard.indexer.article.ClaimFeature.DETAILS_HEADLINE;
import static dev.canard.indexer.article.ClaimFeature.EARLY;
import static dev.canard.indexer.article.ClaimFeature.FRAGMENT;
import static dev.canard.indexer.article.ClaimFeature.KEY_TERMS;
import static dev.canard.indexer.article.ClaimFeature.LABELLED;
import static dev.canard.indexer.article.ClaimFeature.LONG;
import static dev.canard.indexer.article.ClaimFeature.NEGATED_BY_HEADLINE;
import static dev.canard.indexer.article.ClaimFeature.OTHER_LANGUAGE;
import static dev.canard.indexer.article.ClaimFeature.PRONOUN;
import static dev.canard.indexer.article.ClaimFeature.QUESTION;
import static dev.canard.indexer.article.ClaimFeature.REFUTED;
import static dev.canard.indexer.article.ClaimFeature.SIDES_WITH_HEADLINE;
import static dev.canard.indexer.article.ClaimFeature.SUPPORTED;
import static dev.canard.indexer.article.ClaimFeature.TITLE_OVERLAP;
import static dev.canard.indexer.article.ClaimFeature.UNATTRIBUTED;

import dev.canard.indexer.article.Article.Label;
import dev.canard.indexer.lucene.Terms;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Proposes which claim an article refutes. Never the opposite of it: where that cannot be told, no proposal is sure. */
public final class ClaimFinder {

    /** Claims are told early, and what follows repeats them. In sentences. */
    private static final int MOST_SENTENCES = 150;

    private static final int MOST_CANDIDATES = 60;
    private static final int FEWEST_WORDS = 5;
    private static final int LONGEST_CLAIM = 300;
    private static final int KEY_TERM_COUNT = 12;

    /** The share of shared words from which on two sentences are about the same. */
    private static final double SAME = 0.5;

    private static final double NEARLY_ALL = 0.75;

    private static final Pattern PRONOUN_FIRST = Pattern.compile(
            "\\A(?:it|they|he|she|this|these|those|such|its|their|his|her|there|the (?:post|video|message|claim|company|man|woman))\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern CORRECTING = Pattern.compile(
            "\\b(?:in fact|in reality|actually|no evidence|no proof|not true|untrue|is false|are false|fact[- ]?check\\w{0,4}|debunk\\w{0,3}|spokes\\w{3,7}"
                    + "|confirmed to|told (?:us|the|reuters|afp)|said in a statement|experts say)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern NEGATION = Pattern.compile(
            "\\b(?:not|never|no|none|nothing|nobody|cannot|without)\\b|n['’]t\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}'’-]{0,40}");

    private final Article article;
    private final boolean refuted;
    private final boolean english;
    private final Headline.@Nullable Denied denied;
    private final Set<String> titleTerms;
    private final Set<String> keyTerms;
    private final Map<String, Candidate> candidates = new LinkedHashMap<>();

    private ClaimFinder(Article article, boolean refuted) {
        this.article = article;
        this.refuted = refuted;
        String title = article.title();
        String text = (title == null ? "" : title + "\n") + String.join("\n", article.paragraphs());
        String language = article.language();
        this.english = English.is(text)
                && (language == null || language.toLowerCase(Locale.ROOT).startsWith("en"));
        this.denied = title == null ? null : Headline.denied(title);
        this.titleTerms = title == null ? Set.of() : Terms.of(title);
        this.keyTerms = keyTerms(text);
    }

    /**
     * The claims that an article may refute, surest first, those of equal confidence in reading order.
     *
     * @param refuted whether the article says that something is false, misleading, a scam, satire…
     */
    public static List<ClaimProposal> propose(Article article, boolean refuted) {
        ClaimFinder finder = new ClaimFinder(article, refuted);
        finder.collect();
        return finder.proposals();
    }

    /** A claim, where it was found, and what was seen there. */
    private record Candidate(
            String claim, String sentence, double position, Set<String> terms, EnumMap<ClaimFeature, Double> features) {

        boolean isClaimed() {
            return !features.containsKey(UNATTRIBUTED);
        }
    }

    private void collect() {
        for (String label : article.labelled(Label.Name.CLAIM)) {
            // A box may hold the claim, or a sentence that says who claims it.
            List<Attribution.Found> inside = Attribution.of(label);
            if (inside.isEmpty()) {
                add(ClaimText.clean(label, false), label, 0, Set.of(LABELLED));
            }
            inside.forEach(found -> add(found.claim(), label, 0, with(found.features(), LABELLED)));
        }
        String title = article.title();
        if (title != null) {
            collectTitle(title);
        }
        List<String> sentences = article.paragraphs().stream()
                .flatMap(paragraph -> ArticleSentences.of(paragraph).stream())
                .limit(MOST_SENTENCES)
                .toList();
        for (int i = 0; i < sentences.size(); i++) {
            String sentence = sentences.get(i);
            double position = (double) i / sentences.size();
            List<Attribution.Found> found = Attribution.of(sentence);
            found.forEach(claim -> add(claim.claim(), sentence, position, claim.features()));
            if (found.isEmpty()) {
                add(ClaimText.sentence(sentence), sentence, position, Set.of(UNATTRIBUTED));
            }
        }
    }

    private void collectTitle(String title) {
        Set<String> small = article.paragraphs().stream()
                .limit(MOST_SENTENCES)
                .flatMap(paragraph -> WORD.matcher(paragraph).results())
                .map(word -> word.group())
                .filter(word -> Character.isLowerCase(word.codePointAt(0)))
                .collect(Collectors.toSet());
        for (Attribution.Found found : Attribution.of(title)) {
            add(Headline.inSentenceCase(found.claim(), small::contains), title, 0, found.features());
        }
        Headline.Denied claim = denied;
        if (claim != null) {
            add(
                    Headline.inSentenceCase(claim.claim(), small::contains),
                    title,
                    0,
                    Set.of(claim.explicit() ? DENIED_BY_HEADLINE : NEGATED_BY_HEADLINE));
        }
    }

    private static Set<ClaimFeature> with(Set<ClaimFeature> features, ClaimFeature more) {
        Set<ClaimFeature> all = new HashSet<>(features);
        all.add(more);
        return all;
    }

    private void add(@Nullable String claim, String sentence, double position, Set<ClaimFeature> seen) {
        if (claim == null || (candidates.size() >= MOST_CANDIDATES && seen.contains(UNATTRIBUTED))) {
            return;
        }
        Set<String> terms = Terms.of(claim);
        Candidate candidate = candidates.computeIfAbsent(
                String.join(" ", terms),
                _ -> new Candidate(claim, sentence, position, terms, new EnumMap<>(ClaimFeature.class)));
        seen.forEach(feature -> candidate.features.put(feature, 1.0));
    }

    private List<ClaimProposal> proposals() {
        return candidates.values().stream()
                .map(this::scored)
                .sorted(Comparator.comparingDouble(ClaimProposal::confidence).reversed())
                .toList();
    }

    private ClaimProposal scored(Candidate candidate) {
        EnumMap<ClaimFeature, Double> features = new EnumMap<>(candidate.features);
        String claim = candidate.claim;
        put(features, TITLE_OVERLAP, share(titleTerms, candidate.terms));
        put(features, KEY_TERMS, share(candidate.terms, keyTerms));
        put(features, EARLY, 1 - candidate.position);
        put(features, REFUTED, refuted);
        put(features, SUPPORTED, support(candidate));
        put(features, PRONOUN, PRONOUN_FIRST.matcher(claim).find());
        put(features, FRAGMENT, ClaimText.words(claim) < FEWEST_WORDS);
        put(features, LONG, claim.length() > LONGEST_CLAIM);
        put(features, QUESTION, claim.endsWith("?"));
        put(
                features,
                CORRECTION,
                features.containsKey(CORRECTION) || CORRECTING.matcher(claim).find());
        put(features, SIDES_WITH_HEADLINE, sidesWithHeadline(candidate));
        put(features, DETAILS_HEADLINE, detailsHeadline(candidate));
        put(features, OTHER_LANGUAGE, !english);
        double sum = ClaimFeature.BIAS;
        for (Map.Entry<ClaimFeature, Double> feature : features.entrySet()) {
            sum += feature.getKey().weight() * feature.getValue();
        }
        return new ClaimProposal(claim, candidate.sentence, 1 / (1 + Math.exp(-sum)), features);
    }

    private static void put(Map<ClaimFeature, Double> features, ClaimFeature feature, boolean present) {
        put(features, feature, present ? 1 : 0);
    }

    private static void put(Map<ClaimFeature, Double> features, ClaimFeature feature, double value) {
        if (value > 0) {
            features.put(feature, value);
        }
    }

    private boolean detailsHeadline(Candidate candidate) {
        if (denied == null || !candidate.features.containsKey(ATTRIBUTED)) {
            return false;
        }
        Set<String> headline = Terms.of(denied.claim());
        return candidate.terms.size() > headline.size()
                && share(headline, candidate.terms) >= NEARLY_ALL
                && !NEGATION.matcher(candidate.claim).find();
    }

    private boolean sidesWithHeadline(Candidate candidate) {
        return denied != null
                && !candidate.features.containsKey(DENIED_BY_HEADLINE)
                && !candidate.features.containsKey(NEGATED_BY_HEADLINE)
                && NEGATION.matcher(candidate.claim).find()
                && share(Terms.of(denied.claim()), candidate.terms) >= SAME;
    }

    /** A claim that negates is no support for one that does not. */
    private double support(Candidate candidate) {
        boolean negated = NEGATION.matcher(candidate.claim).find();
        return candidates.values().stream()
                .filter(other -> !other.terms.equals(candidate.terms)
                        && other.isClaimed()
                        && NEGATION.matcher(other.claim).find() == negated)
                .mapToDouble(other -> share(candidate.terms, other.terms))
                .max()
                .orElse(0);
    }

    /** How much of the first is in the second. */
    private static double share(Set<String> of, Set<String> in) {
        return of.isEmpty() ? 0 : (double) of.stream().filter(in::contains).count() / of.size();
    }

    private static Set<String> keyTerms(String text) {
        Map<String, Integer> counts = new HashMap<>();
        Terms.occurrences(text).forEach(occurrence -> counts.merge(occurrence.term(), 1, Integer::sum));
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(KEY_TERM_COUNT)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
