package dev.canard.deploy.replay;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.topic.TopicSettings;
import dev.canard.topic.Topics;
import java.util.Collection;
import java.util.List;

/**
 * Where a replay lives: topics and groups whose names begin with a prefix of its own, so that nothing that it runs knows the name of a
 * topic of production.
 *
 * @param settings those of the replay, with its own names of topics
 * @param topics its topics
 */
record ReplaySpace(CanardSettings settings, Topics topics) {

    private static final String MARK = "replay.";

    /** The space of a replay beside what some settings name. */
    static ReplaySpace of(CanardSettings production, String id) {
        TopicSettings names = production.topics();
        CanardSettings settings = production.withTopics(
                new TopicSettings(prefix(names, id), names.partitions(), names.replicationFactor()));
        return new ReplaySpace(settings, new Topics(settings.topics()));
    }

    private static String prefix(TopicSettings production, String id) {
        return production.prefix() + MARK + id + ".";
    }

    /** The group that says how far the input is copied. */
    String copyGroup() {
        return settings.topics().prefix() + "copy";
    }

    /** Of some names, those that belong to the replay. */
    List<String> ownOf(Collection<String> names) {
        return names.stream()
                .filter(name -> name.startsWith(settings.topics().prefix()))
                .toList();
    }
}
