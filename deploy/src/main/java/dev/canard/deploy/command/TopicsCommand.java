package dev.canard.deploy.command;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.pipeline.ClientProperties;
import dev.canard.topic.Topic;
import dev.canard.topic.TopicCreator;
import dev.canard.topic.Topics;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes and shows the topics. */
@Command(name = "topics", description = "Makes and shows the topics.", synopsisSubcommandLabel = "COMMAND")
public final class TopicsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(name = "create", description = "Makes the topics that are missing; leaves the others alone.")
    int create(@Mixin ClusterOptions cluster) throws Exception {
        CanardSettings settings = cluster.load();
        try (Admin admin = Admin.create(ClientProperties.ofAdmin(settings.kafka()))) {
            List<Topic<?, ?>> topics = new Topics(settings.topics()).all();
            List<String> created = new TopicCreator(admin, settings.topics()).createMissing(topics);
            PrintWriter out = spec.commandLine().getOut();
            for (Topic<?, ?> topic : topics) {
                out.println("%-24s %s".formatted(topic.name(), created.contains(topic.name()) ? "created" : "exists"));
            }
            out.flush();
            return 0;
        } catch (ExecutionException e) {
            throw Failures.ofKafka(settings, e);
        }
    }

    @Command(name = "describe", description = "Shows the topics with their partitions and settings.")
    int describe(@Mixin ClusterOptions cluster) throws Exception {
        CanardSettings settings = cluster.load();
        try (Admin admin = Admin.create(ClientProperties.ofAdmin(settings.kafka()))) {
            PrintWriter out = spec.commandLine().getOut();
            Set<String> existing = admin.listTopics().names().get();
            out.println("%-24s %10s %8s  %s".formatted("TOPIC", "PARTITIONS", "REPLICAS", "SETTINGS"));
            for (Topic<?, ?> topic : new Topics(settings.topics()).all()) {
                if (!existing.contains(topic.name())) {
                    out.println("%-24s missing; \"canard topics create\" makes it".formatted(topic.name()));
                    continue;
                }
                Map<String, TopicDescription> found = admin.describeTopics(List.of(topic.name()))
                        .allTopicNames()
                        .get();
                found.values()
                        .forEach(description -> out.println("%-24s %10d %8d  %s"
                                .formatted(
                                        description.name(),
                                        description.partitions().size(),
                                        description
                                                .partitions()
                                                .getFirst()
                                                .replicas()
                                                .size(),
                                        topic.settings())));
            }
            out.flush();
            return 0;
        } catch (ExecutionException e) {
            throw Failures.ofKafka(settings, e);
        }
    }
}
