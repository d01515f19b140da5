package dev.canard.deploy.pipeline;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.event.DebunkRevision;
import dev.canard.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;

/** Watches what an import changes: counts the steps in the history of debunks from its making on. */
public final class ImportEffect implements AutoCloseable {

    private static final Duration CHECK_INTERVAL = Duration.ofMillis(200);

    private final Topics topics;
    private final String groupPrefix;
    private final Admin admin;
    private final TopicTail<DebunkRevision> history;
    private final Set<String> groups = new TreeSet<>();
    private final CountDownLatch never = new CountDownLatch(1);

    public ImportEffect(CanardSettings settings) {
        topics = new Topics(settings.topics());
        groupPrefix = Application.DEBUNKS.id(settings.topics());
        Map<String, Object> client = ClientProperties.of(settings.kafka());
        admin = Admin.create(client);
        history = new TopicTail<>(client, topics.debunkHistory(), TopicTail.From.END);
        history.awaitAssignment();
    }

    /**
     * Waits until all fact-checks and amendments so far are worked off.
     *
     * @param progress is told from time to time how many are left
     * @return how many steps of each kind this made; kinds that did not occur are left out
     * @throws IOException if no process works them off, or the cluster cannot be asked
     */
    public Map<DebunkRevision.Change, Integer> await(LongConsumer progress) throws IOException, InterruptedException {
        for (long lag = lag(); lag > 0; lag = lag()) {
            progress.accept(lag);
            never.await(CHECK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        }
        Map<DebunkRevision.Change, Integer> changes = new EnumMap<>(DebunkRevision.Change.class);
        history.readToEnd(step -> changes.merge(step.value().change(), 1, Integer::sum));
        return changes;
    }

    /** Of the group that is nearest to the end: others are left over from other encoders. */
    private long lag() throws IOException, InterruptedException {
        try {
            // A broker that is busy may leave groups out that it has named before.
            admin.listGroups().all().get().stream()
                    .map(GroupListing::groupId)
                    .filter(group -> group.startsWith(groupPrefix))
                    .forEach(groups::add);
            OptionalLong least = OptionalLong.empty();
            for (String group : groups) {
                long lag = GroupLag.of(admin, group, Application.DEBUNKS.inputs(topics, group));
                least = OptionalLong.of(Math.min(lag, least.orElse(lag)));
            }
            return least.orElseThrow(
                    () -> new IOException("no process with the role indexer has ever worked off fact-checks here"));
        } catch (ExecutionException e) {
            throw new IOException("cannot ask how far the fact-checks are worked off: " + e.getCause(), e);
        }
    }

    @Override
    public void close() {
        history.close();
        admin.close();
    }
}
