package dev.canard.deploy.command;

import dev.canard.classifier.ClaimExtractor;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.pipeline.Models;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.Debunk;
import dev.canard.event.PostClaims;
import dev.canard.event.Stance;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.encoder.CrossEncoderUse;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.match.MatchModels;
import dev.canard.indexer.stance.StanceData;
import dev.canard.indexer.training.HeldOut;
import dev.canard.indexer.training.JudgedPosts;
import dev.canard.indexer.training.RankingTrainer;
import dev.canard.indexer.training.RankingTrainer.TrainingSet;
import dev.canard.indexer.training.RankingTrainer.Use;
import dev.canard.indexer.training.RankingTrainerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains what finds the debunks that a post is about. */
@Command(
        name = "matching",
        description = "Trains the ranking of debunks and the probability that a post is about the first of them.",
        footer = {
            "",
            "TSV files have a header and the columns id, text (posts) or id, claim, title (debunks); JSON Lines are read as",
            "canard run reads them. A line of qrels has post, 0, debunk, relevance. --posts, --debunks, --qrels and --weight may be repeated together."
        })
public final class TrainMatchingCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private List<JudgedFiles> judged = new ArrayList<>();

    @Option(
            names = "--stance",
            paramLabel = "DIR",
            description =
                    "Holds claims.jsonl and posts.jsonl, may be repeated. The probability is fitted to posts of the split dev: half of its"
                            + " claims, the others are left to \"canard train stance\".")
    private List<Path> stance = List.of();

    @Option(
            names = "--stance-weight",
            defaultValue = "1",
            paramLabel = "W",
            description = "How much each of them counts. Default: ${DEFAULT-VALUE}")
    private double stanceWeight;

    @Option(
            names = "--background",
            paramLabel = "FILE",
            description = "Posts about none of the debunks: TSV or JSON Lines.")
    private @Nullable Path background;

    @Option(
            names = "--background-weight",
            defaultValue = "1",
            paramLabel = "W",
            description = "How much each of them counts. Default: ${DEFAULT-VALUE}")
    private double backgroundWeight;

    @Option(
            names = "--l2",
            defaultValue = "0.01",
            description = "Penalty of the ranker's weights. Default: ${DEFAULT-VALUE}")
    private double l2;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Gets " + Models.MATCHING)
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
        if (judged.isEmpty() && stance.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "nothing to learn from: give --posts or --stance");
        }
        CanardSettings loaded = settings.load();
        Terminal terminal = Terminal.system();
        ClaimExtractor extractor = new ClaimExtractor(loaded.classifier(), List.of());
        TrainingInputs inputs = new TrainingInputs(loaded, extractor, terminal);
        List<TrainingSet> sets = new ArrayList<>();
        Map<String, Debunk> debunks = new LinkedHashMap<>();
        for (JudgedFiles files : judged) {
            JudgedPosts posts = files.read(inputs);
            sets.add(new TrainingSet(posts, files.weight(), Use.BY_CLAIM));
            posts.debunks().forEach(debunk -> debunks.put(debunk.id(), debunk));
        }
        if (!stance.isEmpty()) {
            StanceData data = StanceData.read(stance);
            debunks.putAll(data.debunks());
            List<Debunk> all = List.copyOf(debunks.values());
            List<Debunk> alone = List.copyOf(data.debunks().values());
            sets.add(new TrainingSet(stancePosts(data, true, all, extractor), stanceWeight, Use.TRAINING));
            sets.add(new TrainingSet(stancePosts(data, false, all, extractor), stanceWeight, Use.HELD_OUT));
            sets.add(new TrainingSet(stancePosts(data, false, alone, extractor), stanceWeight, Use.HELD_OUT));
        }
        if (background != null) {
            sets.add(new TrainingSet(
                    new JudgedPosts(
                            JudgedFiles.shortName(background),
                            inputs.posts(background),
                            List.copyOf(debunks.values()),
                            Map.of()),
                    backgroundWeight,
                    Use.HELD_OUT));
        }
        RankingTrainerSettings how = new RankingTrainerSettings(l2, RankingTrainerSettings.DEFAULTS.aboutL2());
        try (Encoders encoders = Encoders.load(loaded.encoders());
                CrossEncoder reader = new Models(loaded.models()).crossEncoder(CrossEncoderUse.RANKING)) {
            MatchModels models = new RankingTrainer(encoders, reader, how, terminal::progress)
                    .train(
                            sets,
                            Map.of(
                                    "command",
                                    command(),
                                    "date",
                                    LocalDate.now(ZoneOffset.UTC).toString()));
            Files.createDirectories(out);
            Files.write(out.resolve(Models.MATCHING), models.write());
            terminal.end();
            models.provenance().forEach((fact, value) -> terminal.print("%-12s %s".formatted(fact, value)));
        }
        return 0;
    }

    private String command() {
        StringBuilder command = new StringBuilder("canard train matching");
        judged.forEach(command::append);
        if (!stance.isEmpty()) {
            stance.forEach(folder -> command.append(" --stance ").append(folder.getFileName()));
            command.append(" --stance-weight ").append(stanceWeight);
        }
        if (background != null) {
            command.append(" --background %s --background-weight %s"
                    .formatted(JudgedFiles.shortName(background), backgroundWeight));
        }
        return command.append(" --l2 %s".formatted(l2)).toString();
    }

    /** What only shares the topic is about no claim, and shows the ranking nothing. Those that the stance is calibrated on are left to it. */
    private static JudgedPosts stancePosts(
            StanceData data, boolean training, List<Debunk> debunks, ClaimExtractor extractor) {
        List<PostClaims> posts = new ArrayList<>();
        Map<String, Set<String>> relevant = new HashMap<>();
        for (StanceData.LabelledPost post : data.posts()) {
            boolean taken = training
                    ? post.split().equals(StanceData.TRAIN)
                    : !post.split().equals(StanceData.TRAIN)
                            && !HeldOut.isForStance(
                                    Objects.requireNonNull(data.debunks().get(post.debunkId())));
            if (taken) {
                posts.add(LabelledPosts.read(post.id(), post.text(), extractor));
                if (post.stance() != Stance.SAME_TOPIC) {
                    relevant.put(post.id(), Set.of(post.debunkId()));
                }
            }
        }
        return new JudgedPosts(
                "stance %s among %d debunks".formatted(training ? StanceData.TRAIN : "held out", debunks.size()),
                posts,
                debunks,
                relevant);
    }
}
