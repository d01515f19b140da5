package dev.canard.deploy.command;

import dev.canard.classifier.ClaimExtractor;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.PostClaims;
import dev.canard.event.Stance;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.match.MatchModels;
import dev.canard.indexer.stance.StanceData;
import dev.canard.indexer.training.JudgedPosts;
import dev.canard.indexer.training.RankingTrainer;
import dev.canard.indexer.training.RankingTrainer.TrainingSet;
import dev.canard.indexer.training.RankingTrainerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
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
            "TSV files have a header and the columns id, text (posts) or id, claim, title (debunks). A line of qrels has",
            "post, 0, debunk, relevance. --posts, --debunks, --qrels and --weight may be repeated together."
        })
public final class TrainMatchingCommand implements Callable<Integer> {

    private static final String TRAIN = "train";

    /** Judged posts as TSV. */
    private static final class Judged {

        @Option(names = "--posts", required = true, paramLabel = "FILE", description = "Posts, TSV.")
        private Path posts = Path.of("");

        @Option(names = "--debunks", required = true, paramLabel = "FILE", description = "Their debunks, TSV.")
        private Path debunks = Path.of("");

        @Option(
                names = "--qrels",
                required = true,
                paramLabel = "FILE",
                description = "Which post is about which debunk.")
        private Path qrels = Path.of("");

        @Option(names = "--weight", paramLabel = "W", description = "How much each post counts. Default: 1")
        private double weight = 1;
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private List<Judged> judged = new ArrayList<>();

    @Option(
            names = "--stance",
            paramLabel = "DIR",
            description = "Holds claims.jsonl and posts.jsonl; the posts of the split train are taken.")
    private @Nullable Path stance;

    @Option(
            names = "--stance-weight",
            defaultValue = "1",
            paramLabel = "W",
            description = "How much each of them counts. Default: ${DEFAULT-VALUE}")
    private double stanceWeight;

    @Option(names = "--seed", defaultValue = "1", description = "Decides the folds. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--l2",
            defaultValue = "0.01",
            description = "Penalty of the ranker's weights. Default: ${DEFAULT-VALUE}")
    private double l2;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The models, JSON.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
        if (judged.isEmpty() && stance == null) {
            throw new ParameterException(spec.commandLine(), "nothing to learn from: give --posts or --stance");
        }
        CanardSettings loaded = settings.load();
        Terminal terminal = Terminal.system();
        List<TrainingSet> sets = new ArrayList<>();
        for (Judged set : judged) {
            sets.add(new TrainingSet(
                    JudgedPosts.read(shortName(set.posts), set.posts, set.debunks, set.qrels), set.weight));
        }
        if (stance != null) {
            sets.add(new TrainingSet(stancePosts(stance, new ClaimExtractor(loaded.classifier())), stanceWeight));
        }
        RankingTrainerSettings defaults = RankingTrainerSettings.DEFAULTS;
        RankingTrainerSettings how = new RankingTrainerSettings(l2, defaults.aboutL2(), defaults.folds(), seed);
        try (Encoders encoders = Encoders.load(loaded.encoders())) {
            MatchModels models = new RankingTrainer(encoders, how, terminal::progress)
                    .train(
                            sets,
                            Map.of(
                                    "command",
                                    command(),
                                    "date",
                                    LocalDate.now(ZoneOffset.UTC).toString()));
            Files.write(out, models.write());
            terminal.end();
            models.provenance().forEach((fact, value) -> terminal.print("%-12s %s".formatted(fact, value)));
        }
        return 0;
    }

    private String command() {
        StringBuilder command = new StringBuilder("canard train matching");
        for (Judged set : judged) {
            command.append(" --posts %s --debunks %s --qrels %s --weight %s"
                    .formatted(shortName(set.posts), shortName(set.debunks), shortName(set.qrels), set.weight));
        }
        if (stance != null) {
            command.append(" --stance %s --stance-weight %s".formatted(stance.getFileName(), stanceWeight));
        }
        return command.append(" --l2 %s --seed %d".formatted(l2, seed)).toString();
    }

    /** The file and its folder: where that lies is no one's business but this machine's. */
    private static String shortName(Path file) {
        Path whole = file.toAbsolutePath().normalize();
        int names = whole.getNameCount();
        return whole.subpath(Math.max(0, names - 2), names).toString();
    }

    /** What only shares the topic is about no claim, and shows the ranking nothing. */
    private static JudgedPosts stancePosts(Path folder, ClaimExtractor extractor) {
        StanceData data = StanceData.read(folder);
        List<PostClaims> posts = new ArrayList<>();
        Map<String, Set<String>> relevant = new HashMap<>();
        for (StanceData.LabelledPost post : data.posts()) {
            if (post.split().equals(TRAIN)) {
                posts.add(LabelledPosts.read(post.id(), post.text(), extractor));
                if (post.stance() != Stance.SAME_TOPIC) {
                    relevant.put(post.id(), Set.of(post.debunkId()));
                }
            }
        }
        return new JudgedPosts(
                String.valueOf(Objects.requireNonNull(folder.getFileName())),
                posts,
                List.copyOf(data.debunks().values()),
                relevant);
    }
}
