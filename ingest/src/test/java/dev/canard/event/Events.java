package dev.canard.event;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Events to test with. Times count from {@link #START}; whatever is not given is plausible and always the same. */
public final class Events {

    public static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    /** The day before {@link #START}. */
    static final LocalDate DAY = LocalDate.of(2026, 1, 30);

    private Events() {}

    /** A post whose clean text is its text. */
    public static Post post(String id, String text) {
        return post(id, text, START);
    }

    public static Post post(String id, String text, Instant arrivedAt) {
        return new Post(
                id,
                text,
                CleanText.unchanged(text),
                new Author("jane", "Jane Doe"),
                "bluesky",
                "en",
                List.of(),
                arrivedAt.minusSeconds(2),
                arrivedAt);
    }

    /** A claim worth checking at this place of a text, which must hold it. */
    public static Claim claim(String text, String claim) {
        int start = text.indexOf(claim);
        return new Claim(claim, new Span(start, start + claim.length()), 0.9, AssertionCues.NONE, List.of(), List.of());
    }

    /** A post of one claim, which is all of its text. */
    public static PostClaims postClaims(String id, String text) {
        return postClaims(post(id, text), text);
    }

    /** A post with claims, each of which its text must hold. */
    public static PostClaims postClaims(Post post, String... claims) {
        return new PostClaims(
                post,
                Arrays.stream(claims).map(claim -> claim(post.text(), claim)).toList());
    }

    /** A debunk without vectors. */
    public static Debunk debunk(String id, String claim, Verdict verdict) {
        return debunk(id, claim, verdict, START);
    }

    public static Debunk debunk(String id, String claim, Verdict verdict, Instant indexedAt) {
        return new Debunk(
                id,
                claim,
                "No, " + claim,
                "We looked into it.",
                "It is not so.",
                new Rating(verdict, verdict.name(), "text:" + verdict),
                "Example Facts",
                "https://facts.example/" + id,
                DAY,
                "en",
                List.of(),
                indexedAt);
    }

    public static JudgedBy judgedBy() {
        return new JudgedBy(17, "linear-1", "default-1", 0.8);
    }

    /** An estimate that is sure of a stance. */
    public static StanceEstimate stance(Stance stance) {
        return StanceEstimate.of(Map.of(stance, 1.0));
    }

    /** Why a post was matched. */
    public static Explanation explanation() {
        return new Explanation(
                List.of(new Explanation.Reason("WORDS", "5 of 7 words of the claim", 1.5)),
                List.of(new Explanation.SharedWord(new Span(0, 8), new Span(0, 8))),
                new Explanation.Passage(new Span(0, 23), "claim", "Vaccines contain microchips.", 0.875),
                0.18);
    }

    /** The post and its best match with a debunk. */
    public static PostMatches postMatches(Post post, Debunk debunk, Match.Outcome outcome) {
        Match match = new Match(
                DebunkSummary.of(debunk),
                List.of(),
                1,
                4.5,
                0.95,
                stance(Stance.SPREADS),
                outcome,
                explanation(),
                Map.of("bm25", 12.5));
        return new PostMatches(post, List.of(match), judgedBy());
    }

    /** The first revision of the open alert for a post that spreads a debunk's claim. */
    public static Alert alert(Post post, Debunk debunk) {
        return new Alert(
                Alert.idOf(post.id(), debunk.id()),
                1,
                Alert.Status.OPEN,
                null,
                post,
                claim(post.text(), post.text()),
                DebunkSummary.of(debunk),
                List.of(),
                0.93,
                0.95,
                stance(Stance.SPREADS),
                explanation(),
                Map.of("bm25", 12.5),
                judgedBy(),
                post.arrivedAt());
    }

    /** The alert for the post and the false claim with these ids. */
    public static Alert alert(String postId, String debunkId) {
        return alert(
                post(postId, "Vaccines contain chips."),
                debunk(debunkId, "Vaccines contain microchips.", Verdict.FALSE));
    }

    public static Decision decision(Alert alert, Decision.Action action) {
        return new Decision(
                "decision-" + action,
                alert.id(),
                alert.revision(),
                alert.post().id(),
                action,
                "moderator-1",
                "checked",
                "Looked it up.",
                0,
                action == Decision.Action.CLAIM ? alert.raisedAt().plusSeconds(600) : null,
                alert.raisedAt().plusSeconds(60));
    }

    public static DeadLetter deadLetter(DeadLetter.Kind kind, byte[] value) {
        return new DeadLetter(
                kind,
                "it is broken",
                "canard.posts.raw",
                3,
                42,
                "posts.jsonl",
                "7",
                "canard",
                "1",
                value,
                value.length,
                START);
    }

    public static SourcePosition position(String source, String position) {
        return new SourcePosition(source, position, 7, START);
    }
}
