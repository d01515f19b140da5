package dev.canard.indexer.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.canard.event.CleanText;
import dev.canard.event.Debunk;
import dev.canard.event.Events;
import dev.canard.event.Explanation;
import dev.canard.event.Explanation.Reason;
import dev.canard.event.Explanation.SharedWord;
import dev.canard.event.Post;
import dev.canard.event.PostClaims;
import dev.canard.event.Vector;
import dev.canard.event.Verdict;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.ingest.TextCleaner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainerTest {

    private static final LinearModel ABOUT = new LinearModel(
            0,
            Map.of(
                    "bm25-claim", new LinearModel.Term(2, 1, 1),
                    "coverage-post", new LinearModel.Term(.5, .5, 1),
                    "cosine-claim", new LinearModel.Term(.5, .1, -1),
                    "numbers-hit", new LinearModel.Term(0, 1, -.25),
                    "names-hit", new LinearModel.Term(0, 1, -.5)));

    private final Explainer explainer = new Explainer(new MatchModels(
            MatchModels.VERSION,
            List.of("a"),
            "words@1",
            Map.of(),
            RankerModel.of(ABOUT),
            ABOUT,
            ABOUT,
            AboutModel.of(ABOUT)));
    private final Debunk debunk = Events.debunk("d1", "Garlic cures flu within 2 days.", Verdict.FALSE);

    @Test
    void explain_sumsFeaturesOfAKind_weightiestFirst() {
        Explanation explanation = explain(
                "Garlic!",
                Map.of("bm25-claim", 5.0, "coverage-post", 1.0, "cosine-claim", .7, "numbers-hit", 1.0),
                debunk);

        assertThat(explanation.reasons()).extracting(Reason::kind).containsExactly("WORDS", "MEANING", "NUMBERS");
        assertThat(explanation.reasons().getFirst().logOdds()).isCloseTo(4, within(1e-9));
        assertThat(explanation.reasons().getFirst().words()).isEqualTo("1 of 6 words of the claim");
        assertThat(explanation.reasons().get(1).words()).isEqualTo("not close in meaning to the fact-check");
        assertThat(explanation.margin()).isEqualTo(.2);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "nothing",
            value = {
                "numbers-hit=2 numbers-missed=0, NUMBERS: all numbers of the claim",
                "numbers-hit=2 numbers-missed=1, NUMBERS: 2 of 3 numbers of the claim",
                "numbers-hit=0 numbers-missed=1, NUMBERS: none of the numbers of the claim",
                "numbers-hit=0 numbers-missed=0, nothing",
                "names-hit=3 names-share=1,      NAMES: all names of the claim",
                "names-hit=1 names-share=.5,     NAMES: 1 of 2 names of the claim",
                "names-hit=0 names-share=0,      NAMES: none of the names of the claim",
                "names-hit=0 names-share=.5,     nothing"
            })
    void explain_numbersAndNames_areToldAsTheyAre_whateverTheirWeights(String given, @Nullable String told) {
        // given weights below 0 for what speaks for a match, as features that overlap have them
        Map<String, Double> features = new HashMap<>();
        for (String feature : given.split(" ")) {
            features.put(feature.split("=")[0], Double.valueOf(feature.split("=")[1]));
        }

        // when
        Explanation explanation = explain("Garlic!", features, debunk);

        // then
        assertThat(explanation.reasons())
                .filteredOn(reason -> List.of("NUMBERS", "NAMES").contains(reason.kind()))
                .extracting(reason -> reason.kind() + ": " + reason.words())
                .isEqualTo(told == null ? List.of() : List.of(told));
    }

    @Test
    void explain_wordsAndMeaning_areToldAsTheyAre_whateverTheirWeights() {
        // given a cosine that counts against the match by its weight
        Map<String, Double> features = Map.of("bm25-claim", -5.0, "cosine-claim", .7, "cosine-best", .7);

        // when
        Explanation explanation = explain("Garlic cures the flu", features, debunk);

        // then
        assertThat(explanation.reasons())
                .allSatisfy(reason -> assertThat(reason.logOdds()).isNegative())
                .extracting(Reason::words)
                .containsExactlyInAnyOrder("3 of 6 words of the claim", "close in meaning to the fact-check");
    }

    @Test
    void explain_claimWithoutWordsThatTell_saysNothingOfWords() {
        Debunk wordless = Events.debunk("d2", "It was so.", Verdict.FALSE);

        Explanation explanation = explain("Garlic!", Map.of("bm25-claim", 5.0, "cosine-claim", .7), wordless);

        assertThat(explanation.reasons()).extracting(Reason::kind).containsExactly("MEANING");
    }

    @Test
    void explain_marksSharedWords_inTheAuthorsOwnText() {
        String text = "@you 👀 the flu: GARLIC cured me";

        Explanation explanation = explain(text, Map.of(), debunk);

        assertThat(explanation.sharedWords())
                .extracting(SharedWord::post)
                .extracting(span -> text.substring(span.start(), span.end()))
                .containsExactly("flu", "GARLIC", "cured");
        assertThat(explanation.sharedWords())
                .extracting(SharedWord::claim)
                .extracting(span -> debunk.claim().substring(span.start(), span.end()))
                .containsExactly("flu", "Garlic", "cures");
    }

    @Test
    void explain_nearestSentenceOfTheArticle_isQuoted() {
        Debunk withBody = new Debunk(
                        "d1",
                        debunk.claim(),
                        null,
                        null,
                        "This is the first sentence of the article. Most people get well within a week anyway.",
                        debunk.rating(),
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        Events.START)
                .withVectors(List.of(
                        new Vector("a", Encoders.CLAIM, new float[] {0, 1}),
                        new Vector("a", Encoders.BOTH, new float[] {1, 0}),
                        new Vector("a", Encoders.BODY + "0", new float[] {.6f, .8f}),
                        new Vector("a", Encoders.BODY + "1", new float[] {.8f, .6f})));

        Explanation explanation = explain("everyone recovers after seven days", Map.of(), withBody);

        assertThat(explanation.closest()).isNotNull();
        assertThat(explanation.closest().field()).isEqualTo("body/1");
        assertThat(explanation.closest().text()).isEqualTo("Most people get well within a week anyway.");
        assertThat(explanation.closest().cosine()).isCloseTo(.8, within(1e-6));
    }

    @Test
    void explain_postWithoutClaims_hasNoClosestSentence() {
        Post post = Events.post("p", "…");
        EncodedPost encoded = new EncodedPost(new PostClaims(post, List.of()), Map.of(), Map.of(), List.of(Map.of()));

        assertThat(explainer
                        .explain(encoded, RankedDebunk.of(debunk, List.of(), Map.of()), 0)
                        .closest())
                .isNull();
    }

    private Explanation explain(String text, Map<String, Double> features, Debunk candidate) {
        CleanText clean = TextCleaner.clean(text).text();
        Post raw = Events.post("p", text);
        Post post = new Post("p", text, clean, null, null, null, List.of(), raw.createdAt(), raw.arrivedAt());
        PostClaims claims = new PostClaims(post, List.of(Events.claim(text, clean.value())));
        Map<String, float[]> vector = Map.of("a", new float[] {1, 0});
        EncodedPost encoded = new EncodedPost(claims, vector, vector, List.of(vector));
        return explainer.explain(encoded, RankedDebunk.of(candidate, List.of(), features), .2);
    }
}
