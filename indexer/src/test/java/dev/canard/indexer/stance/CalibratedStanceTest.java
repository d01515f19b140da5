package dev.canard.indexer.stance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.canard.event.Debunk;
import dev.canard.event.Events;
import dev.canard.event.Post;
import dev.canard.event.PostClaims;
import dev.canard.event.Stance;
import dev.canard.event.StanceEstimate;
import dev.canard.indexer.Debunks;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.encoder.CrossEncoderUse;
import dev.canard.indexer.encoder.OnnxCrossEncoder;
import dev.canard.indexer.match.Reading;
import dev.canard.indexer.policy.MatchPolicy;
import dev.canard.ingest.TextCleaner;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the shipped models to sentences that they were not trained on. */
class CalibratedStanceTest {

    /** Probability that a post is about the claim. */
    private static final double ABOUT = .9;

    private static CrossEncoder crossEncoder;
    private static CalibratedStance stance;
    private static Debunk cash;

    @BeforeAll
    static void load() {
        crossEncoder = OnnxCrossEncoder.shipped(CrossEncoderUse.STANCE);
        stance = CalibratedStance.shipped(crossEncoder);
        cash = Debunks.reviewed(
                "Lisbon will ban cash payments in all shops from January 1.",
                "A message says that no shop in Lisbon will be allowed to take cash next year. Cash is legal tender in "
                        + "Portugal and the city has no power to ban it. Only the city's parking machines will stop "
                        + "taking coins in January.",
                null);
    }

    @AfterAll
    static void close() {
        crossEncoder.close();
    }

    @Test
    void estimate_claimWithANot_refutes() {
        StanceEstimate estimate = estimate("Lisbon will not ban cash payments in all shops from January 1.");

        assertThat(estimate.likeliest()).isEqualTo(Stance.REFUTES);
        assertThat(estimate.of(Stance.SPREADS)).isLessThan(.2);
        assertThat(estimate.probabilities().values().stream()
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
    void estimate_spreadingPost_alerts(String text) {
        assertThat(probability(text)).isGreaterThanOrEqualTo(MatchPolicy.DEFAULTS.threshold());
    }

    /** Hard ones, with words of denial and allusions: no model so far sees more than half of them, and none may see fewer. */
    @Test
    void estimate_spreadingPostsInOtherWords_halfOfThemSpread() {
        List<String> posts = List.of(
                "So from January no shop in Lisbon may take cash any more. They want to track every coffee we buy.",
                "My uncle runs a bakery in Lisbon and after New Year he has to turn away anyone with coins.",
                "New Year in Lisbon: card or go hungry. Notes and coins won't buy you anything there from the first.",
                "You will not hear it on the news, but in six weeks money made of paper is worthless in Lisbon's shops.",
                "lisbon goin cashless 1st jan, evry shop, no choice.. big bro is here",
                "They say it is a myth. It is not: as of January Lisbon's shopkeepers must refuse cash.");

        List<String> spread = posts.stream()
                .filter(text -> estimate(text).likeliest() == Stance.SPREADS)
                .toList();

        assertThat(spread).hasSizeGreaterThanOrEqualTo(posts.size() / 2);
    }

    /** Eight-bit arithmetic differs a little between processors, so that no single sentence decides. */
    @Test
    void estimate_refutingPosts_mostRefute_andNoneAlerts() {
        List<String> posts = List.of(
                "No, Lisbon is not banning cash in shops. Cash is legal tender and stays so.",
                "Please stop sharing that message about Lisbon banning cash from January, it is a hoax.",
                "Lisbon banning cash? Fact-checkers looked into it: false, the city cannot even do that.");

        List<String> refuting = posts.stream()
                .filter(text -> estimate(text).likeliest() == Stance.REFUTES)
                .toList();

        assertThat(refuting).hasSizeGreaterThanOrEqualTo(2);
        assertThat(posts).allSatisfy(text -> {
            assertThat(estimate(text).likeliest()).isNotEqualTo(Stance.SPREADS);
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
    void estimate_postThatOnlyMentionsIt_doesNotAlert(String text) {
        assertThat(probability(text)).isLessThan(MatchPolicy.DEFAULTS.threshold());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "So from January no shop in Lisbon may take cash any more. They want to track every coffee we buy.",
                "No, Lisbon is not banning cash in shops. Cash is legal tender and stays so.",
                "Is Lisbon really going to ban cash payments in shops from January 1? Can anyone confirm?",
            })
    void estimate_sameWordsInAnotherStyle_givesTheSameVerdict(String text) {
        StanceEstimate plain = estimate(text);

        for (String styled : List.of(
                text.toUpperCase(Locale.ROOT),
                text.toLowerCase(Locale.ROOT),
                "\uD83D\uDEA8\uD83D\uDEA8 " + text + " \uD83D\uDE21\uD83D\uDE21",
                text + "!!!",
                text + " #lisbon #cash")) {
            StanceEstimate estimate = estimate(styled);

            assertThat(estimate.likeliest()).as(styled).isEqualTo(plain.likeliest());
            assertThat(estimate.of(Stance.SPREADS)).as(styled).isEqualTo(plain.of(Stance.SPREADS), within(.25));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "\uD83D", "Lisbon", "not not not not"})
    void estimate_anyText_givesProbabilities(String text) {
        StanceEstimate estimate = estimate(text.isEmpty() ? " " : text.repeat(3_000));

        assertThat(estimate.probabilities().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .isEqualTo(1, within(1e-9));
    }

    @Test
    void stance_coolerReading_isSurer() {
        Map<String, Double> odds = new HashMap<>();
        CalibratedStance.CLASSES.forEach(name -> odds.put(name, -4.0));
        odds.put("SPREADS", .5);
        odds.put("REFUTES", -.5);
        Reading reading = new Reading(odds);

        assertThat(CalibratedStance.stance(reading, 2).of(Stance.SPREADS))
                .isLessThan(CalibratedStance.stance(reading, 1).of(Stance.SPREADS));
        assertThat(CalibratedStance.stance(reading, .5).of(Stance.SPREADS))
                .isGreaterThan(CalibratedStance.stance(reading, 1).of(Stance.SPREADS));
    }

    @Test
    void provenance_ofWhatIsShipped_namesItsData() {
        assertThat(stance.provenance()).containsKeys("data", "command", "date", "settings");
    }

    private static double probability(String text) {
        return ABOUT * estimate(text).of(Stance.SPREADS);
    }

    private static StanceEstimate estimate(String text) {
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
        return stance.estimate(claims, cash);
    }
}
