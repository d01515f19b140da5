package dev.canard.deploy.promotion;

import dev.canard.deploy.pipeline.TopicFollower;
import dev.canard.deploy.pipeline.TopicTail;
import dev.canard.event.Promotion;
import dev.canard.indexer.policy.MatchPolicy;
import dev.canard.topic.Topics;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells which policy is in force, at once and whenever another one comes. */
public final class PolicyWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyWatch.class);

    private final MatchPolicy configured;
    private final Consumer<MatchPolicy> listener;
    private final TopicFollower<Promotion> follower;
    private @Nullable Promotion last;

    /**
     * Tells of the policy in force before it returns.
     *
     * @param configured the policy that the configuration holds
     */
    public PolicyWatch(
            Map<String, Object> clientProperties,
            Topics topics,
            MatchPolicy configured,
            Consumer<MatchPolicy> listener) {
        this.configured = configured;
        this.listener = listener;
        TopicTail<Promotion> tail = new TopicTail<>(clientProperties, topics.promotions(), TopicTail.From.BEGINNING);
        tail.readToEnd(record -> last = record.value());
        tell(last);
        follower = new TopicFollower<>(
                "policy-watch",
                tail,
                record -> tell(record.value()),
                e -> LOG.error("promotions are no longer followed: the policy stays as it is until the next start", e));
    }

    private void tell(@Nullable Promotion promotion) {
        try {
            MatchPolicy policy = Promotions.inForce(configured, promotion);
            LOG.info("policy in force: {}, threshold {}", policy.id(), policy.threshold());
            listener.accept(policy);
        } catch (RuntimeException e) {
            LOG.error("a policy that does not fit this configuration does not come into force", e);
        }
    }

    @Override
    public void close() {
        follower.close();
    }
}
