package dev.canard.deploy.command;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.pipeline.ClientProperties;
import dev.canard.topic.TopicCreator;
import dev.canard.topic.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of every command about replays. */
final class ReplayOptions {

    @Mixin
    private TopicOptions topics = new TopicOptions();

    @Option(
            names = "--state",
            paramLabel = "DIR",
            defaultValue = "canard-replays",
            description = {
                "Where the state of replays is kept. Default: ${DEFAULT-VALUE}",
                "As DIR/replays of a pipeline's --state DIR, it uses what that pipeline's models have computed."
            })
    private Path state = Path.of("canard-replays");

    /** Where the state of replays is kept. */
    Path state() {
        return state;
    }

    /** Does some work on the cluster, or on an embedded broker over what a run has kept; the topics of replays and promotions are there. */
    int with(TopicOptions.Work work) throws IOException, InterruptedException, ExecutionException {
        return topics.with(settings -> {
            createTopics(settings);
            return work.on(settings);
        });
    }

    private static void createTopics(CanardSettings settings) throws InterruptedException {
        Topics topics = new Topics(settings.topics());
        try (Admin admin = Admin.create(ClientProperties.ofAdmin(settings.kafka()))) {
            new TopicCreator(admin, settings.topics()).createMissing(List.of(topics.replays(), topics.promotions()));
        } catch (ExecutionException e) {
            throw Failures.ofKafka(settings, e);
        }
    }
}
