package dev.canard.deploy.run;

import dev.canard.event.AssertionCues;
import dev.canard.event.Claim;
import dev.canard.event.CleanText;
import dev.canard.event.Post;
import dev.canard.event.PostClaims;
import dev.canard.event.Span;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/** Invented rumours, fact-checks of them, posts that spread them and posts that chat, the same for the same seed. */
final class SyntheticRumours {

    private static final List<String> INSTITUTIONS = List.of(
            "central bank",
            "health ministry",
            "largest hospital",
            "national railway",
            "water company",
            "weather service",
            "state television",
            "army",
            "biggest bakery chain",
            "tax office");

    private static final List<String> DEEDS = List.of(
            "has secretly banned cash",
            "puts sleeping pills into drinking water",
            "was sold to a casino owner for one euro",
            "hides the results of every blood test",
            "replaces its staff with trained parrots",
            "has admitted that the moon landing was filmed in its cellar",
            "will cut off everybody who owns a dog",
            "pays people to cough in public",
            "burns a million letters every night",
            "has ordered ten thousand coffins for March");

    private static final List<String> SYLLABLES =
            List.of("vel", "mo", "ra", "tar", "vo", "sin", "del", "ku", "pre", "lan", "ost", "bri", "zem", "fa", "lu");

    private static final List<String> SPREADING = List.of(
            "%s!", "They finally admit it: %s", "%s and no newspaper writes about it", "Share this with everyone: %s");

    private static final List<String> CHAT_OPENINGS = List.of(
            "this morning we",
            "my sister and I",
            "honestly, they",
            "after the match everybody",
            "so I",
            "our dog always");

    private static final List<String> CHAT_VERBS = List.of(
            "watched", "cooked", "lost", "painted", "argued about", "dreamt of", "repaired", "forgot", "ordered");

    private static final List<String> CHAT_THINGS = List.of(
            "two loaves of bread",
            "an old bicycle",
            "the window of the shed",
            "a film about whales",
            "soup with too much salt",
            "the keys of the car",
            "three tickets for the concert",
            "a book from the library",
            "new shoes for the winter");

    private static final List<String> CHAT_ENDINGS = List.of(
            "and then it rained",
            "before breakfast",
            "for the second time this week",
            "on the train home",
            "with my cousins",
            "until the neighbours complained",
            "and I loved it",
            "because the shop was closed");

    private final long seed;

    /** @param seed decides everything */
    SyntheticRumours(long seed) {
        this.seed = seed;
    }

    /** How many posts spread each rumour. */
    static int spreading() {
        return SPREADING.size();
    }

    /** The rumour of a number below 100: no two share more than an institution or a deed. */
    String rumour(int number) {
        int tens = number / 10;
        return "The %s of %s %s"
                .formatted(
                        INSTITUTIONS.get(number % 10), country(number), DEEDS.get((number + 3 * tens) % DEEDS.size()));
    }

    /** A fact-check of a rumour, as a ClaimReview. */
    String review(int number) {
        return """
                {"@type": "ClaimReview", "@id": "%s", "claimReviewed": "%s.", "headline": "No, %s", \
                "datePublished": "2026-01-01", "author": {"name": "Benchmark"}, "reviewRating": {"alternateName": "False"}}""".formatted(debunkId(number), rumour(number), rumour(number));
    }

    /** A fact-check of the same rumour by somebody else, in other words. */
    String secondReview(int number) {
        return """
                {"@type": "ClaimReview", "@id": "%s", "claimReviewed": "%s.", "headline": "Why nobody should believe this", \
                "datePublished": "2026-01-02", "author": {"name": "Second opinion"}, "reviewRating": {"alternateName": "False"}}""".formatted(secondId(number), rumour(number));
    }

    static String secondId(int number) {
        return debunkId(number) + "-again";
    }

    static String debunkId(int number) {
        return "rumour-" + number;
    }

    /** A post that spreads a rumour. */
    PostClaims spreading(String id, int number, int variant, Instant at) {
        return post(id, spreading(number, variant), at);
    }

    /** What such a post says. */
    String spreading(int number, int variant) {
        return SPREADING.get(variant).formatted(rumour(number));
    }

    /** A post about nothing. */
    PostClaims chat(String id, int number, Instant at) {
        SplittableRandom random = new SplittableRandom(seed ^ ((long) number << 20));
        return post(
                id,
                "%s %s %s %s (%d)"
                        .formatted(
                                one(CHAT_OPENINGS, random),
                                one(CHAT_VERBS, random),
                                one(CHAT_THINGS, random),
                                one(CHAT_ENDINGS, random),
                                number),
                at);
    }

    /** A post that says something, and claims all of it. */
    static PostClaims post(String id, String text, Instant at) {
        Post post = new Post(id, text, CleanText.unchanged(text), null, null, "en", List.of(), at, at);
        Claim claim = new Claim(text, new Span(0, text.length()), .9, AssertionCues.NONE, List.of(), List.of());
        return new PostClaims(post, List.of(claim), "en");
    }

    private String country(int number) {
        SplittableRandom random = new SplittableRandom(seed ^ 0x5DEECE66DL ^ ((long) number << 32));
        String name = one(SYLLABLES, random) + one(SYLLABLES, random) + one(SYLLABLES, random) + "ia";
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static String one(List<String> of, SplittableRandom random) {
        return of.get(random.nextInt(of.size()));
    }
}
