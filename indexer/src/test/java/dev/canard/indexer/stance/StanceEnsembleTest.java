package dev.canard.indexer.stance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.canard.event.Debunk;
import dev.canard.event.Events;
import dev.canard.event.Post;
import dev.canard.event.PostClaims;
import dev.canard.event.Stance;
import dev.canard.event.Verdict;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.encoder.EncoderSettings;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.encoder.OnnxCrossEncoder;
import dev.canard.indexer.match.DebunkMatcher;
import dev.canard.indexer.match.RankedDebunk;
import dev.canard.indexer.policy.MatchPolicy;
import dev.canard.ingest.TextCleaner;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the shipped models to sentences that they were not trained on. */
class StanceEnsembleTest {

    private static final double ABOUT = .9;

    private static CrossEncoder crossEncoder;
    private static StanceEnsemble ensemble;
    private static Encoders encoders;
    private static Debunk cash;

    @BeforeAll
    static void load() {
        crossEncoder = OnnxCrossEncoder.shipped();
        ensemble = StanceEnsemble.shipped(crossEncoder, StanceModel.shipped());
        encoders = Encoders.load(EncoderSettings.DEFAULTS);
        cash = debunk(
                "cash",
                "Lisbon will ban cash payments in all shops from January 1.",
                "A message says that no shop in Lisbon will be allowed to take cash next year. Cash is legal tender in "
                        + "Portugal and the city has no power to ban it. Only the city's parking machines will stop "
                        + "taking coins in January.");
    }

    @AfterAll
    static void close() {
        crossEncoder.close();
        encoders.close();
    }

    @Test
    void relate_claimWithANot_refutes() {
        Relation relation = relate("Lisbon will not ban cash payments in all shops from January 1.");

        assertThat(relation.stance().likeliest()).isEqualTo(Stance.REFUTES);
        assertThat(relation.stance().of(Stance.SPREADS)).isLessThan(.2);
        assertThat(relation.stance().probabilities().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .isCloseTo(1, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Lisbon is getting rid of cash! From 1 January all shops have to refuse notes and coins.",
                "BREAKING: cash payments will be banned in every shop in Lisbon from January 1. Share this.",
            })
    void relate_spreadingPost_alerts(String text) {
        assertThat(probability(text)).isGreaterThanOrEqualTo(MatchPolicy.DEFAULTS.threshold());
    }

    /** Hard ones, with words of denial and allusions: no model so far sees more than half of them, and none may see fewer. */
    @Test
    void relate_spreadingPostsInOtherWords_halfOfThemSpread() {
        List<String> posts = List.of(
                "So from January no shop in Lisbon may take cash any more. They want to track every coffee we buy.",
                "My uncle runs a bakery in Lisbon and after New Year he has to turn away anyone with coins.",
                "New Year in Lisbon: card or go hungry. Notes and coins won't buy you anything there from the first.",
                "You will not hear it on the news, but in six weeks money made of paper is worthless in Lisbon's shops.",
                "lisbon goin cashless 1st jan, evry shop, no choice.. big bro is here",
                "They say it is a myth. It is not: as of January Lisbon's shopkeepers must refuse cash.");

        List<String> spread = posts.stream()
                .filter(text -> relate(text).stance().likeliest() == Stance.SPREADS)
                .toList();

        assertThat(spread).hasSizeGreaterThanOrEqualTo(posts.size() / 2);
        assertThat(relate(posts.getFirst()).about()).isGreaterThan(.5);
    }

    /** Eight-bit arithmetic differs a little between processors, so that no single sentence decides. */
    @Test
    void relate_refutingPosts_mostRefute_andNoneAlerts() {
        List<String> posts = List.of(
                "No, Lisbon is not banning cash in shops. Cash is legal tender and stays so.",
                "Please stop sharing that message about Lisbon banning cash from January, it is a hoax.",
                "Lisbon banning cash? Fact-checkers looked into it: false, the city cannot even do that.");

        List<String> refuting = posts.stream()
                .filter(text -> relate(text).stance().likeliest() == Stance.REFUTES)
                .toList();

        assertThat(refuting).hasSizeGreaterThanOrEqualTo(2);
        assertThat(posts).allSatisfy(text -> {
            assertThat(relate(text).about()).isGreaterThan(.5);
            assertThat(relate(text).stance().likeliest()).isNotEqualTo(Stance.SPREADS);
            assertThat(probability(text)).isLessThan(MatchPolicy.DEFAULTS.threshold());
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Is Lisbon really going to ban cash payments in shops from January 1? Can anyone confirm?",
                "A post that claims Lisbon will ban cash from January has been shared thousands of times this week.",
                "In January the parking machines in Lisbon will stop taking coins.",
                "I paid cash for a custard tart in Lisbon and the man gave me the change in sugar packets.",
                "The queue for tram 28 in Lisbon was two hours long today.",
                "My cat has banned cash in our Lisbon flat from January 1, she takes tuna only.",
            })
    void relate_postThatOnlyMentionsIt_doesNotAlert(String text) {
        assertThat(probability(text)).isLessThan(MatchPolicy.DEFAULTS.threshold());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "So from January no shop in Lisbon may take cash any more. They want to track every coffee we buy.",
                "No, Lisbon is not banning cash in shops. Cash is legal tender and stays so.",
                "Is Lisbon really going to ban cash payments in shops from January 1? Can anyone confirm?",
            })
    void relate_sameWordsInAnotherStyle_givesTheSameVerdict(String text) {
        Relation plain = relate(text);

        for (String styled : List.of(
                text.toUpperCase(Locale.ROOT),
                text.toLowerCase(Locale.ROOT),
                "\uD83D\uDEA8\uD83D\uDEA8 " + text + " \uD83D\uDE21\uD83D\uDE21",
                text + "!!!",
                text + " #lisbon #cash")) {
            Relation relation = relate(styled);

            assertThat(relation.stance().likeliest())
                    .as(styled)
                    .isEqualTo(plain.stance().likeliest());
            assertThat(relation.about() * relation.stance().of(Stance.SPREADS))
                    .as(styled)
                    .isEqualTo(plain.about() * plain.stance().of(Stance.SPREADS), within(.25));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "\uD83D", "Lisbon", "not not not not"})
    void relate_anyText_givesProbabilities(String text) {
        Relation relation = relate(text.isEmpty() ? " " : text.repeat(3_000));

        assertThat(relation.about()).isBetween(0.0, 1.0);
        assertThat(relation.stance().probabilities().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .isEqualTo(1, within(1e-9));
    }

    @Test
    void relate_candidateThatTheRankingDoubts_isDoubted() {
        String post = "From January, shops in Lisbon must refuse cash.";

        assertThat(relate(post, .9).about()).isGreaterThan(.5);
        assertThat(relate(post, .2).about()).isLessThanOrEqualTo(.2 + 1e-9);
    }

    @Test
    void provenance_ofTheShippedEnsemble_namesItsData() {
        assertThat(ensemble.provenance()).containsKeys("data", "command", "date", "settings");
    }

    private static double probability(String text) {
        Relation relation = relate(text);
        return relation.about() * relation.stance().of(Stance.SPREADS);
    }

    private static Relation relate(String text) {
        return relate(text, ABOUT);
    }

    private static Relation relate(String text, double ranking) {
        Post raw = Events.post("p1", text);
        Post post = new Post(
                raw.id(),
                text,
                TextCleaner.clean(text).text(),
                null,
                null,
                null,
                List.of(),
                raw.createdAt(),
                raw.arrivedAt());
        String clean = post.clean().value();
        PostClaims claims = new PostClaims(post, clean.isEmpty() ? List.of() : List.of(Events.claim(clean, clean)));
        RankedDebunk candidate = new RankedDebunk(cash, List.of(), 1, ranking, null, Map.of());
        return ensemble.relate(DebunkMatcher.encode(claims, encoders), candidate);
    }

    private static Debunk debunk(String id, String claim, String article) {
        Debunk plain = Events.debunk(id, claim, Verdict.FALSE);
        Debunk debunk = new Debunk(
                id,
                claim,
                plain.title(),
                null,
                article,
                plain.rating(),
                null,
                null,
                null,
                "en",
                List.of(),
                Instant.EPOCH);
        return debunk.withVectors(encoders.vectorsOf(debunk));
    }
}
