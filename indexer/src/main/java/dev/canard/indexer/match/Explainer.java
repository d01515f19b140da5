package dev.canard.indexer.match;

import dev.canard.event.Claim;
import dev.canard.event.CleanText;
import dev.canard.event.Debunk;
import dev.canard.event.Explanation;
import dev.canard.event.Explanation.Passage;
import dev.canard.event.Explanation.Reason;
import dev.canard.event.Explanation.SharedWord;
import dev.canard.event.Span;
import dev.canard.event.Vector;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.lucene.Terms;
import dev.canard.indexer.lucene.Terms.Occurrence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in words why a post was matched with a debunk. */
public final class Explainer {

    private static final int MOST_REASONS = 4;
    private static final int MOST_WORDS = 30;

    private final AboutModel about;

    /** @param models what the probabilities were made with */
    public Explainer(MatchModels models) {
        about = models.about();
    }

    /** What kind of evidence a feature is. */
    private enum Kind {
        READING("read together, post and claim say the same thing", "read together, post and claim differ"),
        MEANING("close in meaning to the fact-check", "not close in meaning to the fact-check"),
        WORDS("all words of the claim", "none of the words of the claim"),
        NUMBERS("all numbers of the claim", "none of the numbers of the claim"),
        NAMES("all names of the claim", "none of the names of the claim"),
        LEAD("well ahead of every other fact-check", "not well ahead of other fact-checks"),
        LENGTH("as long as posts that are about a claim", "longer or shorter than most posts about a claim");

        private final String pro;
        private final String contra;

        Kind(String pro, String contra) {
            this.pro = pro;
            this.contra = contra;
        }

        static Kind of(String feature) {
            int dash = feature.indexOf('-');
            return switch (dash < 0 ? feature : feature.substring(0, dash)) {
                case "read" -> READING;
                case "cosine" -> MEANING;
                case "bm25", "coverage", "idf" -> WORDS;
                case "numbers" -> NUMBERS;
                case "names" -> NAMES;
                case "length", "post" -> LENGTH;
                default -> LEAD;
            };
        }

        /** Whether there is anything to be said: of words, numbers and names only where the claim or the post has some. */
        boolean isSeen(Evidence evidence) {
            Map<String, Double> features = evidence.features;
            return switch (this) {
                case WORDS -> !evidence.claim.isEmpty();
                case NUMBERS -> value(features, Feature.NUMBERS_HIT) > 0 || value(features, Feature.NUMBERS_MISSED) > 0;
                // Half a share of none stands for a claim without names.
                case NAMES ->
                    value(features, Feature.NAMES_HIT) > 0
                            || features.getOrDefault(Feature.NAMES_SHARE.id(), Feature.NO_NAMES) != Feature.NO_NAMES;
                case READING, MEANING, LEAD, LENGTH -> true;
            };
        }

        /**
         * What the evidence says. Words, numbers, names and meaning are told as they are: features overlap, and what one adds may be
         * taken back by the weight of another.
         */
        String words(double contribution, Evidence evidence) {
            Map<String, Double> features = evidence.features;
            return switch (this) {
                case WORDS -> shared(evidence.sharedWords(), evidence.claim.size());
                case MEANING -> {
                    Double cosine = features.get(Feature.COSINE_BEST.id());
                    yield (cosine == null ? contribution >= 0 : cosine >= evidence.usualCosine) ? pro : contra;
                }
                case NUMBERS -> {
                    long hit = Math.round(value(features, Feature.NUMBERS_HIT));
                    yield shared(hit, hit + Math.round(value(features, Feature.NUMBERS_MISSED)));
                }
                case NAMES -> {
                    long hit = Math.round(value(features, Feature.NAMES_HIT));
                    yield shared(hit, hit == 0 ? 1 : Math.round(hit / value(features, Feature.NAMES_SHARE)));
                }
                case READING, LEAD, LENGTH -> contribution >= 0 ? pro : contra;
            };
        }

        private String shared(long hit, long all) {
            if (hit == all) {
                return pro;
            }
            return hit == 0 ? contra : contra.replace("none of the", hit + " of " + all);
        }

        private static double value(Map<String, Double> features, Feature feature) {
            return features.getOrDefault(feature.id(), 0.0);
        }
    }

    /**
     * What is told of.
     *
     * @param post the terms of the post
     * @param claim those of the debunk's claim
     * @param usualCosine of posts to their first candidates
     */
    private record Evidence(Map<String, Double> features, Set<String> post, Set<String> claim, double usualCosine) {

        long sharedWords() {
            return claim.stream().filter(post::contains).count();
        }
    }

    /**
     * Explains a match.
     *
     * @param candidate one that the cross-encoder has read
     * @param margin probability minus threshold
     */
    public Explanation explain(EncodedPost post, RankedDebunk candidate, double margin) {
        CleanText text = post.claims().post().clean();
        List<Occurrence> inPost = Terms.occurrences(text.value());
        List<Occurrence> inClaim = Terms.occurrences(candidate.debunk().claim());
        Evidence evidence = new Evidence(
                candidate.features(), terms(inPost), terms(inClaim), about.usual(Feature.COSINE_BEST.id()));
        return new Explanation(
                reasons(evidence),
                sharedWords(text, inPost, inClaim),
                closest(post, candidate.debunk()).orElse(null),
                margin);
    }

    private static Set<String> terms(List<Occurrence> occurrences) {
        return occurrences.stream().map(Occurrence::term).collect(Collectors.toSet());
    }

    private List<Reason> reasons(Evidence evidence) {
        Map<Kind, Double> sums = new EnumMap<>(Kind.class);
        about.contributions(evidence.features).forEach((name, value) -> sums.merge(Kind.of(name), value, Double::sum));
        return sums.entrySet().stream()
                .filter(entry -> entry.getKey().isSeen(evidence))
                .sorted(Comparator.comparingDouble(entry -> -Math.abs(entry.getValue())))
                .limit(MOST_REASONS)
                .map(entry -> new Reason(
                        entry.getKey().name(), entry.getKey().words(entry.getValue(), evidence), entry.getValue()))
                .toList();
    }

    private static List<SharedWord> sharedWords(CleanText text, List<Occurrence> inPost, List<Occurrence> inClaim) {
        Map<String, Span> places = new HashMap<>();
        inClaim.forEach(word -> places.putIfAbsent(word.term(), word.span()));
        List<SharedWord> shared = new ArrayList<>();
        for (Occurrence word : inPost) {
            Span there = places.get(word.term());
            if (there != null && shared.size() < MOST_WORDS) {
                shared.add(new SharedWord(text.toOriginal(word.span()), there));
            }
        }
        return shared;
    }

    private static Optional<Passage> closest(EncodedPost post, Debunk debunk) {
        List<Claim> claims = post.claims().claims();
        Passage closest = null;
        for (int i = 0; i < Math.min(claims.size(), post.sentences().size()); i++) {
            Map<String, Double> cosines = cosines(post.sentences().get(i), debunk);
            for (Map.Entry<String, Double> field : cosines.entrySet()) {
                if (closest == null || field.getValue() > closest.cosine()) {
                    closest = new Passage(
                            claims.get(i).span(), field.getKey(), text(debunk, field.getKey()), field.getValue());
                }
            }
        }
        return Optional.ofNullable(closest);
    }

    /** The mean over the encoders by field. */
    private static Map<String, Double> cosines(Map<String, float[]> sentence, Debunk debunk) {
        Map<String, Double> cosines = new HashMap<>();
        for (Vector vector : debunk.vectors()) {
            float @Nullable [] values = sentence.get(vector.encoder());
            // Claim and title in one are no passage that can be shown.
            if (values != null && !vector.field().equals(Encoders.BOTH)) {
                double sum = 0;
                for (int d = 0; d < values.length; d++) {
                    sum += (double) values[d] * vector.values()[d];
                }
                cosines.merge(vector.field(), sum / sentence.size(), Double::sum);
            }
        }
        return cosines;
    }

    private static String text(Debunk debunk, String field) {
        if (field.startsWith(Encoders.BODY)) {
            List<String> sentences = Encoders.bodySentences(debunk);
            int number = Integer.parseInt(field.substring(Encoders.BODY.length()));
            return number < sentences.size() ? sentences.get(number) : debunk.claim();
        }
        String title = debunk.title();
        return field.equals(Encoders.TITLE) && title != null ? title : debunk.claim();
    }
}
