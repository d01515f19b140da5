package dev.canard.metrics;

import java.util.List;

/**
 * Every meter, with its tags and meaning. No tag ever holds an id or text from outside.
 *
 * <p>Per stage holds: {@code in = out + dead letters}. What the ingest stage reads is one of {@link #POSTS}, {@link #POST_DELETES}, {@link #ERASED_POSTS},
 * {@link #REPEATED_POSTS}, {@link #ACCOUNT_DELETES}, {@link #REPOSTS}, {@link #IGNORED_EVENTS} and {@link #DEAD_LETTERS};
 * {@link #POST_DELETES} are also the posts of deleted accounts. Each post that {@link #POSTS} counts ends as one of {@link #MATCHED_POSTS} unless a later
 * stage made a dead letter of it.
 */
public enum Meter {
    POSTS("canard.posts", Type.COUNTER, "Posts that passed the ingest stage"),
    POST_DELETES("canard.post.deletes", Type.COUNTER, "Posts that were deleted at their source"),
    ERASED_POSTS("canard.erased.posts", Type.COUNTER, "Posts of which all was forgotten on request"),
    REPEATED_POSTS(
            "canard.repeated.posts",
            Type.COUNTER,
            "Posts, reposts and deletions that had come before, and were left out"),
    ACCOUNT_DELETES(
            "canard.account.deletes",
            Type.COUNTER,
            "Accounts that were deleted at their source, and their posts with them"),
    REPOSTS("canard.reposts", Type.COUNTER, "Posts that were passed on unchanged"),
    IGNORED_EVENTS("canard.ignored.events", Type.COUNTER, "Events of a source that concern no post", "reason"),
    CLASSIFIED_POSTS("canard.classified.posts", Type.COUNTER, "Posts that were read for claims", "language"),
    CLAIMS("canard.claims", Type.COUNTER, "Claims found in posts"),
    DEBUNKS("canard.debunks", Type.COUNTER, "Revisions of debunks that were normalised", "verdict"),
    MATCHED_POSTS("canard.matched.posts", Type.COUNTER, "Posts judged against the index", "outcome"),
    REJUDGED_POSTS(
            "canard.rejudged.posts", Type.COUNTER, "Recent posts judged again since a debunk has changed", "outcome"),
    LOOK_BACK_DELAY(
            "canard.look.back.delay", Type.TIMER, "From a debunk's change to a recent post judged again for it"),
    SHADOW_ALERTS(
            "canard.shadow.alerts",
            Type.COUNTER,
            "New posts that the policy in force, or one that is only tried, alerts on: new, lost or kept by the latter",
            "policy",
            "effect"),
    ALERTS("canard.alerts", Type.COUNTER, "Revisions of alerts", "status", "verdict"),
    DECISIONS("canard.decisions", Type.COUNTER, "Decisions of moderators that hold", "action"),
    REFUSED_DECISIONS(
            "canard.refused.decisions",
            Type.COUNTER,
            "Decisions of moderators that came too late or did not fit the alert's state",
            "action"),
    WEBHOOK_TRIES(
            "canard.webhook.tries",
            Type.COUNTER,
            "Tries to tell a webhook of an event, by what came of them: one that failed is followed by another",
            "webhook",
            "result"),
    FAILED_LOGINS(
            "canard.failed.logins",
            Type.COUNTER,
            "Tokens that nobody has, and logins to the console that their issuer did not confirm"),
    DEAD_LETTERS("canard.dead.letters", Type.COUNTER, "Inputs that could not be used", "stage", "kind"),
    CUT_POSTS("canard.cut.posts", Type.COUNTER, "Posts too long to be read to their end for claims"),
    SLOW_INPUTS("canard.slow.inputs", Type.COUNTER, "Inputs that took more CPU than the step promises", "step"),
    MODEL_RESULTS(
            "canard.model.results",
            Type.COUNTER,
            "What encoders were asked for: computed, or remembered from before",
            "result"),
    STAGE_CPU("canard.stage.cpu", Type.TIMER, "CPU time of one input in one step", "step"),
    VERDICT_DELAY("canard.verdict.delay", Type.TIMER, "From a post's arrival to its verdict"),
    INDEX_DEBUNKS("canard.index.debunks", Type.GAUGE, "Debunks in the index"),
    INDEX_OFFSET("canard.index.offset", Type.GAUGE, "Offset of the next record of debunks that the index will read"),
    INDEX_AGE("canard.index.age", Type.GAUGE, "Seconds since the newest change of a debunk that the index holds"),
    INDEX_BYTES("canard.index.bytes", Type.GAUGE, "Bytes that the index takes on disk"),
    INDEX_SEGMENTS("canard.index.segments", Type.GAUGE, "Segments that a search of the index looks through"),
    INDEX_UNSETTLED(
            "canard.index.unsettled",
            Type.GAUGE,
            "1 while segments are merged or are to be, so that a search takes longer; else 0"),
    INDEX_REFRESH("canard.index.refresh", Type.TIMER, "Time to make changes of the index searchable"),
    INDEX_REBUILDS(
            "canard.index.rebuilds",
            Type.COUNTER,
            "Indexes that were of no use when they were opened, and are built anew from the topic",
            "cause");

    /** How a meter counts. */
    public enum Type {
        COUNTER,
        TIMER,
        GAUGE
    }

    private final String id;
    private final Type type;
    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> tags;

    Meter(String id, Type type, String description, String... tags) {
        this.id = id;
        this.type = type;
        this.description = description;
        this.tags = List.of(tags);
    }

    /** Micrometer's name; Prometheus sees {@code canard_posts_total}, {@code canard_verdict_delay_seconds} and so on. */
    public String id() {
        return id;
    }

    public Type type() {
        return type;
    }

    public String description() {
        return description;
    }

    /** Names of its tags, in the order in which values are given. */
    public List<String> tags() {
        return tags;
    }
}
