package dev.canard.deploy.command;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.pipeline.ClientProperties;
import dev.canard.deploy.promotion.PromotionDesk;
import dev.canard.deploy.text.Table;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.Promotion;
import dev.canard.indexer.policy.MatchPolicy;
import dev.canard.topic.TopicCreator;
import dev.canard.topic.Topics;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts policies into force. */
@Command(
        name = "policy",
        description = "Puts the policy of a replay into force, and takes it back. Running matchers follow at once.",
        synopsisSubcommandLabel = "COMMAND")
public final class PolicyCommand implements Runnable {

    private final InstantSource clock = InstantSource.system();

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(name = "show", description = "Shows the policy in force, and all that were.")
    int show(@Mixin TopicOptions where) throws IOException, InterruptedException, ExecutionException {
        return where.with(settings -> {
            PromotionDesk.Standing standing = desk(settings).standing();
            Terminal terminal = Terminal.system();
            terminal.print("in force: " + words(standing.inForce()));
            List<List<String>> rows = new ArrayList<>();
            for (Promotion each : standing.history()) {
                rows.add(List.of(
                        each.at().toString(),
                        each.kind().name(),
                        Objects.requireNonNullElse(each.replay(), "configured"),
                        String.join(", ", each.overrides()),
                        each.by(),
                        Objects.requireNonNullElse(each.reason(), ""),
                        String.join("; ", each.objections())));
            }
            terminal.print(new Table(
                            "Promotions",
                            List.of("at", "what", "in force", "changes", "by", "reason", "overruled"),
                            rows,
                            List.of())
                    .text());
            return 0;
        });
    }

    @Command(name = "promote", description = "Puts the policy of a finished replay into force; with --execute does it.")
    int promote(
            @Mixin TopicOptions where,
            @Mixin SignatureOptions signature,
            @Parameters(paramLabel = "REPLAY", description = "The replay.") String id,
            @Option(
                            names = "--force",
                            description =
                                    "Overrules what speaks against it; needs --reason, which stays in the history.")
                    boolean force,
            @Option(names = "--execute", description = "Does it.") boolean execute)
            throws IOException, InterruptedException, ExecutionException {
        return where.with(settings -> {
            PromotionDesk desk = desk(settings);
            PromotionDesk.Review review = desk.review(id);
            Terminal terminal = Terminal.system();
            terminal.print("in force: " + words(review.standing().inForce()));
            terminal.print("changes:  " + String.join(", ", review.replay().overrides()));
            review.objections().forEach(objection -> terminal.print("against:  " + objection));
            review.require(force, signature.reason());
            if (!execute) {
                terminal.note("Nothing was done. With --execute it is.");
                return 0;
            }
            desk.promote(review, signature.by(), signature.reason(), force);
            terminal.print("in force: " + words(desk.standing().inForce()));
            return 0;
        });
    }

    @Command(name = "rollback", description = "Puts the policy before into force again.")
    int rollBack(@Mixin TopicOptions where, @Mixin SignatureOptions signature)
            throws IOException, InterruptedException, ExecutionException {
        return where.with(settings -> {
            PromotionDesk desk = desk(settings);
            desk.rollBack(desk.standing().last(), signature.by(), signature.reason());
            Terminal.system().print("in force: " + words(desk.standing().inForce()));
            return 0;
        });
    }

    /** Who does it, and why. */
    static final class SignatureOptions {

        @Option(
                names = "--by",
                paramLabel = "NAME",
                defaultValue = "${sys:user.name}",
                description = "Who does it; stays in the history. Default: ${DEFAULT-VALUE}")
        private String by = "";

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why; stays in the history.")
        private @Nullable String reason;

        String by() {
            return by;
        }

        @Nullable
        String reason() {
            return reason == null || reason.isBlank() ? null : reason;
        }
    }

    private PromotionDesk desk(CanardSettings settings) throws InterruptedException, ExecutionException {
        Topics topics = new Topics(settings.topics());
        try (Admin admin = Admin.create(ClientProperties.ofAdmin(settings.kafka()))) {
            new TopicCreator(admin, settings.topics()).createMissing(List.of(topics.promotions(), topics.replays()));
        }
        return new PromotionDesk(settings, clock);
    }

    private static String words(MatchPolicy policy) {
        return "%s, threshold %s, foreign %s, at least %d words, verdicts %s"
                .formatted(
                        policy.id(),
                        policy.threshold(),
                        policy.foreignThreshold(),
                        policy.minimumWords(),
                        policy.verdicts());
    }
}
