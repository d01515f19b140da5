package dev.canard.deploy.promotion;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.pipeline.ClientProperties;
import dev.canard.deploy.replay.Replays;
import dev.canard.deploy.replay.RunAlerts;
import dev.canard.event.Promotion;
import dev.canard.event.Replay;
import dev.canard.indexer.policy.MatchPolicy;
import dev.canard.topic.Topics;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Where policies are put into force and taken back, by people who see first what speaks against it. Thread-safe. */
public final class PromotionDesk {

    private final CanardSettings settings;
    private final Promotions promotions;
    private final InstantSource clock;

    /** @param settings those of production */
    public PromotionDesk(CanardSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        promotions = new Promotions(ClientProperties.of(settings.kafka()), new Topics(settings.topics()), clock);
    }

    /**
     * What is in force, and how that came.
     *
     * @param inForce the policy
     * @param history all promotions, the oldest first
     */
    public record Standing(MatchPolicy inForce, List<Promotion> history) {

        public Standing {
            history = List.copyOf(history);
        }

        /** The id of the newest promotion; null if there was none. */
        public @Nullable String last() {
            return history.isEmpty() ? null : history.getLast().id();
        }
    }

    /**
     * What a promotion would do.
     *
     * @param replay whose policy it is
     * @param standing what is in force now
     * @param proposed what would be
     * @param objections what speaks against it; empty if nothing does
     */
    public record Review(Replay replay, Standing standing, MatchPolicy proposed, List<String> objections) {

        public Review {
            objections = List.copyOf(objections);
        }

        /**
         * The same, if its author knows what is in force.
         *
         * @param seen the id of the newest promotion that was seen; null if there was none
         * @throws PromotionRefusedException if there is a newer one
         */
        public Review after(@Nullable String seen) {
            requireSeen(seen, standing);
            return this;
        }

        /**
         * Whether it may be done.
         *
         * @param force whether the objections are overruled
         * @param reason why; null if none is given
         * @throws PromotionRefusedException if it may not
         */
        public void require(boolean force, @Nullable String reason) {
            if (!objections.isEmpty() && !force) {
                throw new PromotionRefusedException(
                        "not promoted: " + String.join("; ", objections) + " (force and a reason overrule that)");
            }
            if (!objections.isEmpty() && reason == null) {
                throw new PromotionRefusedException("force needs a reason");
            }
        }
    }

    /** What is in force. */
    public Standing standing() {
        List<Promotion> all = promotions.all();
        return new Standing(Promotions.inForce(settings.policy(), all.isEmpty() ? null : all.getLast()), all);
    }

    /**
     * What promoting the policy of a replay would do.
     *
     * @throws dev.canard.deploy.replay.NoSuchReplayException if there is no such replay
     * @throws PromotionRefusedException if it cannot be promoted at all
     */
    public Review review(String id) {
        Replay replay = new Replays(settings).existing(id);
        PromotionCheck.require(replay);
        return new Review(
                replay,
                standing(),
                Promotions.promoted(settings.policy(), replay.id(), replay.overrides()),
                PromotionCheck.objections(
                        replay, new RunAlerts(settings).compare(replay, null), settings.promotion(), clock.instant()));
    }

    /**
     * Puts the policy of a replay into force.
     *
     * @param review what its author has seen
     * @param force whether to overrule what speaks against it
     * @throws PromotionRefusedException if something does, or another policy came into force since
     */
    public synchronized Promotion promote(Review review, String by, @Nullable String reason, boolean force)
            throws InterruptedException, ExecutionException {
        review.require(force, reason);
        requireSeen(review.standing().last(), standing());
        return promotions.promote(review.replay(), by, reason, review.objections());
    }

    /**
     * Puts the policy before into force again.
     *
     * @param last the id of the newest promotion that its author has seen
     * @throws PromotionRefusedException if there is a newer one, or the configured policy is in force
     */
    public synchronized Promotion rollBack(@Nullable String last, String by, @Nullable String reason)
            throws InterruptedException, ExecutionException {
        requireSeen(last, standing());
        return promotions.rollBack(by, reason);
    }

    private static void requireSeen(@Nullable String seen, Standing now) {
        if (!Objects.equals(seen, now.last())) {
            throw new PromotionRefusedException("another policy came into force in between: look at it first");
        }
    }
}
