package dev.canard.event;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One event of each type with all optional fields, and one with none. */
final class EventSamples {

    private EventSamples() {}

    static Stream<Event> all() {
        return Stream.concat(full(), sparse());
    }

    static Stream<Event> full() {
        String text = "Pfizer paid \"$3 million\"  \uD83E\uDD86 in Paris, https://a.example";
        CleanText clean = new CleanText(
                "Pfizer paid \"$3 million\" in Paris,",
                List.of(new CleanText.Run(0, 0, 25), new CleanText.Run(25, 29, 9)));
        Post post = new Post(
                "at://did/1",
                text,
                clean,
                new Author("jane", "Jane", "did:1"),
                "bluesky",
                "en",
                List.of("https://a.example"),
                Events.START,
                Events.START.plusMillis(1),
                new PostContext(
                        "https://social.example/1",
                        Events.START,
                        Events.START.plusSeconds(60),
                        List.of("fr"),
                        new PostReferences("at://did/2", "at://did/3", "at://did/4")));
        Claim claim = new Claim(
                clean.value(),
                clean.toOriginal(new Span(0, clean.value().length())),
                0.75,
                new AssertionCues(true, true, false, false, true),
                List.of(new Entity("Pfizer", Entity.Kind.ORGANIZATION, new Span(0, 6))),
                List.of(new Quantity("$3 million", "$3000000.0", new Span(13, 23))));
        Debunk debunk = Events.debunk("d1", "Pfizer paid nothing.", Verdict.MOSTLY_FALSE)
                .withVectors(List.of(new Vector("minilm-1", "claim", new float[] {0.6f, -0.8f, Float.MIN_VALUE})));
        Alert alert = new Alert(
                Alert.idOf(post.id(), debunk.id()),
                2,
                Alert.Status.WITHDRAWN,
                "the post was deleted",
                post,
                claim,
                DebunkSummary.of(debunk),
                List.of(DebunkSummary.of(debunk)),
                0.9,
                0.95,
                new StanceEstimate(Stance.SPREADS, Map.of(Stance.SPREADS, 0.9, Stance.JOKES, 0.1)),
                Events.explanation()
                        .withRule(new MetRule("chips", "1a2b3c4d", "The chain letter", true, List.of(new Span(0, 6)))),
                Map.of("z", 1.0, "a", -0.5),
                Events.judgedBy(),
                Events.START,
                "0123456789abcdef0123456789abcdef");
        return Stream.of(
                post,
                new PostClaims(post, List.of(claim)),
                new Share("at://did/9", post.id(), Share.Kind.REPOST, Events.START, "bluesky"),
                new ShareCount(post.id(), 3, 1, Events.START),
                debunk,
                new DebunkAmendment(
                        "d1",
                        "Pfizer paid.",
                        "It did not",
                        Verdict.FALSE,
                        new Validity(Events.DAY, Events.DAY),
                        "d2",
                        true,
                        "jo",
                        "a slip",
                        Events.START),
                new AccountDeletion("did:plc:1", Events.START),
                new DebunkChange("d1", 7, true, "jo: a slip", Events.START),
                new DebunkRevision(
                        "d1",
                        7,
                        DebunkRevision.Change.AMENDED,
                        debunk.withVectors(List.of()),
                        "key",
                        3,
                        "debunks.jsonl",
                        "jo",
                        "a slip",
                        Events.START),
                Events.postMatches(post, debunk, Match.Outcome.ALERT),
                alert,
                Events.decision(alert, Decision.Action.CONFIRM),
                Events.deadLetter(DeadLetter.Kind.NOT_JSON, new byte[] {0, -1, 127}),
                new Promotion(
                        "promotion-1",
                        Promotion.Kind.PROMOTE,
                        List.of("policy.threshold=0.3"),
                        "lower",
                        "jo",
                        "a week of misses",
                        List.of("it is 9 days old"),
                        Events.START),
                new Replay(
                        "lower",
                        Replay.State.FINISHED,
                        Replay.Input.CLAIMS,
                        Events.START,
                        Events.START.plusSeconds(60),
                        Events.START.plusSeconds(30),
                        List.of("policy.threshold=0.3"),
                        "1a2b3c4d",
                        List.of(1L, 0L),
                        List.of(3L, 0L),
                        3,
                        1,
                        20,
                        Events.START,
                        Events.START.plusSeconds(90),
                        "jo",
                        "mo",
                        "no room"),
                new DeadLetterReplay("t/0/1", "t", Events.START),
                new Erasure(
                        Erasure.Kind.AUTHOR, "sha256:00", 2, Map.of("canard.posts", 2), "jo", "asked", Events.START),
                Events.position("posts.jsonl", "7"));
    }

    static Stream<Event> sparse() {
        Post post = new Post("1", "", CleanText.unchanged(""), null, null, null, List.of(), Events.START, Events.START);
        Debunk debunk = new Debunk(
                "d",
                "It is so.",
                null,
                null,
                null,
                new Rating(Verdict.UNKNOWN, null, "none"),
                null,
                null,
                null,
                null,
                List.of(),
                Events.START);
        Match match = new Match(
                DebunkSummary.of(debunk), List.of("twin"), 2, -1.5, null, null, Match.Outcome.NOT_BEST, null, Map.of());
        Alert alert = new Alert(
                Alert.idOf("1", "d"),
                1,
                Alert.Status.OPEN,
                null,
                post,
                new Claim("", new Span(0, 0), 0, AssertionCues.NONE, List.of(), List.of()),
                DebunkSummary.of(debunk),
                List.of(),
                0,
                1,
                new StanceEstimate(Stance.SPREADS, Map.of()),
                new Explanation(List.of(), List.of(), null, -.75),
                Map.of(),
                Events.judgedBy(),
                Events.START);
        return Stream.of(
                post,
                new PostClaims(post, List.of()),
                new Share("2", "1", Share.Kind.QUOTE, Events.START, null),
                new ShareCount("1", 0, 1, Events.START),
                debunk,
                new DebunkAmendment(
                        "d", null, null, null, new Validity(null, null), null, false, "jo", "-", Events.START),
                new AccountDeletion("a", Events.START),
                new DebunkChange("d", 0, false, null, Events.START),
                new DebunkRevision(
                        "d", 0, DebunkRevision.Change.RETRACTED, null, "d", 0, null, null, null, Events.START),
                new PostMatches(
                        post,
                        List.of(match),
                        Events.judgedBy(),
                        List.of(new ShadowVerdict("shadow:lower@1", ShadowVerdict.Effect.NEW, "d1", 0.4))),
                alert,
                new Decision(
                        "x", alert.id(), 1, "1", Decision.Action.DISMISS, "m", null, null, null, null, Events.START),
                new DeadLetter(DeadLetter.Kind.EMPTY, "empty", "t", -1, -1, null, null, null, null, 0, Events.START),
                new Promotion(
                        "promotion-2", Promotion.Kind.ROLL_BACK, List.of(), null, "jo", null, List.of(), Events.START),
                new Replay(
                        "lower",
                        Replay.State.FINISHED,
                        Replay.Input.CLAIMS,
                        Events.START,
                        Events.START.plusSeconds(60),
                        null,
                        List.of(),
                        "1a2b3c4d",
                        null,
                        List.of(3L, 0L),
                        3,
                        1,
                        20,
                        Events.START,
                        Events.START.plusSeconds(90),
                        null,
                        null,
                        null),
                new DeadLetterReplay("t/0/1", "t", Events.START),
                new Erasure(Erasure.Kind.POST, "hmac:00", 0, Map.of(), "jo", "asked", Events.START),
                Events.position("s", ""));
    }
}
