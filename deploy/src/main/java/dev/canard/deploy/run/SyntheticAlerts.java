package dev.canard.deploy.run;

import dev.canard.event.Alert;
import dev.canard.event.AssertionCues;
import dev.canard.event.Author;
import dev.canard.event.Claim;
import dev.canard.event.CleanText;
import dev.canard.event.DebunkSummary;
import dev.canard.event.Explanation;
import dev.canard.event.JudgedBy;
import dev.canard.event.Post;
import dev.canard.event.Rating;
import dev.canard.event.Span;
import dev.canard.event.Stance;
import dev.canard.event.StanceEstimate;
import dev.canard.event.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Invented alerts, the same for the same seed. A hundred claims spread, a few of them far more than the others; publishers, verdicts, languages,
 * platforms and probabilities vary, and posts came over the week before.
 */
final class SyntheticAlerts {

    private static final int CLAIMS = 100;
    private static final int AUTHORS = 5_000;
    private static final double THRESHOLD = .6;
    private static final Duration WEEK = Duration.ofDays(7);

    private static final List<Verdict> VERDICTS =
            List.of(Verdict.FALSE, Verdict.FALSE, Verdict.MOSTLY_FALSE, Verdict.MISLEADING, Verdict.SCAM);
    private static final List<String> LANGUAGES = List.of("en", "en", "de", "es", "fr", "uk");
    private static final List<String> PLATFORMS = List.of("bluesky", "bluesky", "mastodon", "x", "reddit");
    private static final List<String> PUBLISHERS = List.of(
            "Amber Facts", "Birch Facts", "Cedar Facts", "Delta Facts", "Ember Facts", "Fjord Facts", "Grove Facts");

    private final long seed;
    private final Instant now;
    private final SyntheticRumours rumours;

    /**
     * @param seed decides everything
     * @param now the end of the week over which their posts came
     */
    SyntheticAlerts(long seed, Instant now) {
        this.seed = seed;
        this.now = now;
        rumours = new SyntheticRumours(seed);
    }

    /** A part of the alerts, as a query of the console names it; those of other numbers are others, up to 35. */
    static String part(int number) {
        List<String> languages = LANGUAGES.stream().distinct().toList();
        return "publisher=%s&language=%s"
                .formatted(
                        PUBLISHERS.get(number % PUBLISHERS.size()).replace(' ', '+'),
                        languages.get(number / PUBLISHERS.size() % languages.size()));
    }

    /** The alert of a number, on a post that came some time in the week before. */
    Alert alert(int number) {
        SplittableRandom random = random(number);
        return alert(number, now.minus(WEEK.multipliedBy(random.nextInt(10_000)).dividedBy(10_000)), random);
    }

    /** The alert of a number, on a post that came at a time. */
    Alert alert(int number, Instant at) {
        return alert(number, at, random(number));
    }

    private SplittableRandom random(int number) {
        return new SplittableRandom(seed * 31 + number);
    }

    private Alert alert(int number, Instant at, SplittableRandom random) {
        double skewed = random.nextDouble();
        int claim = (int) (CLAIMS * skewed * skewed * skewed);
        DebunkSummary debunk = debunk(claim);
        String text = "%s Post number %d of many, and nobody will tell you why."
                .formatted(rumours.rumour(claim) + "!", number);
        Post post = new Post(
                "post-" + number,
                text,
                CleanText.unchanged(text),
                new Author("author-" + random.nextInt(AUTHORS), null),
                one(PLATFORMS, random),
                one(LANGUAGES, random),
                List.of(),
                at,
                at);
        double about = random.nextDouble(.8, 1);
        double spreads = random.nextDouble(.8, 1);
        Span all = new Span(0, text.length());
        return new Alert(
                Alert.idOf(post.id(), debunk.id()),
                1,
                Alert.Status.OPEN,
                null,
                post,
                new Claim(text, all, .9, AssertionCues.NONE, List.of(), List.of()),
                debunk,
                List.of(),
                about * spreads,
                about,
                StanceEstimate.of(Map.of(Stance.SPREADS, spreads, Stance.REFUTES, 1 - spreads)),
                new Explanation(
                        List.of(new Explanation.Reason("WORDS", "5 of 7 words of the claim", 1.5)),
                        List.of(new Explanation.SharedWord(new Span(0, 3), new Span(0, 3))),
                        new Explanation.Passage(all, "claim", debunk.claim(), .9),
                        about * spreads - THRESHOLD),
                Map.of("bm25", random.nextDouble(20)),
                new JudgedBy(claim, "synthetic", "synthetic", THRESHOLD),
                at,
                // Every hundredth is a copy of others.
                random.nextInt(100) == 0 ? "copies-" + claim : post.id());
    }

    private DebunkSummary debunk(int claim) {
        Verdict verdict = VERDICTS.get(claim % VERDICTS.size());
        return new DebunkSummary(
                SyntheticRumours.debunkId(claim),
                rumours.rumour(claim),
                "No, " + rumours.rumour(claim),
                new Rating(verdict, verdict.name(), "text:" + verdict),
                PUBLISHERS.get(claim % PUBLISHERS.size()),
                "https://facts.example/" + claim,
                LocalDate.of(2026, 1, 1));
    }

    private static <T> T one(List<T> of, SplittableRandom random) {
        return of.get(random.nextInt(of.size()));
    }
}
