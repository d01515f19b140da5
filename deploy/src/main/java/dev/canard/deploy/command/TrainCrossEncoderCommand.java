package dev.canard.deploy.command;

import dev.canard.classifier.ClaimExtractor;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.Debunk;
import dev.canard.event.PostClaims;
import dev.canard.indexer.encoder.CrossEncoderHead;
import dev.canard.indexer.encoder.CrossEncoderUse;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.encoder.PairTokenizer;
import dev.canard.indexer.lucene.DebunkIndex;
import dev.canard.indexer.lucene.DebunkSnapshot;
import dev.canard.indexer.match.MatchModels;
import dev.canard.indexer.stance.StanceData;
import dev.canard.indexer.training.JudgedPosts;
import dev.canard.indexer.training.ProgressCount;
import dev.canard.indexer.training.bert.BaseModel;
import dev.canard.indexer.training.bert.CrossEncoderSettings;
import dev.canard.indexer.training.bert.CrossEncoderTraining;
import dev.canard.indexer.training.bert.JudgedPair;
import dev.canard.indexer.training.bert.JudgedPairs;
import dev.canard.indexer.training.bert.UnseenDebunks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a cross-encoder, which reads a post beside a claim. */
@Command(
        name = "cross-encoder",
        description = "Trains a cross-encoder: is a post about a claim, and how does it stand to it?",
        footer = {
            "",
            "What is done is kept in the working folder; the same command goes on from there. Needs a distribution that was",
            "built with: mvn -P training -DskipTests package"
        })
public final class TrainCrossEncoderCommand implements Callable<Integer> {

    private static final int JUDGED_NEGATIVES = 4;
    private static final int STANCE_NEGATIVES = 3;
    private static final int BACKGROUND_NEGATIVES = 8;
    private static final int PROGRESS_EVERY = 250;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(
            names = "--stance",
            required = true,
            paramLabel = "DIR",
            description =
                    "Holds claims.jsonl and posts.jsonl, may be repeated; the posts of the split train are taken.")
    private List<Path> stance = List.of();

    @Option(
            names = "--inference",
            required = true,
            paramLabel = "FILE",
            description = "Natural language inference: TSV with the header source, split, premise, hypothesis, label.")
    private Path inference = Path.of("");

    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private List<JudgedFiles> judged = new ArrayList<>();

    @Option(
            names = "--background",
            paramLabel = "FILE",
            description =
                    "Posts about none of the debunks, which are paired with those that come nearest: TSV or JSON Lines.")
    private @Nullable Path background;

    @ArgGroup(exclusive = false)
    private @Nullable Further further;

    @Option(
            names = "--for",
            paramLabel = "USE",
            description =
                    "What it is for: ranking (written as cross-encoder.*) or stance (stance-cross-encoder.*). Default: ranking")
    private CrossEncoderUse use = CrossEncoderUse.RANKING;

    @Option(names = "--work", required = true, paramLabel = "DIR", description = "Keeps the weights of each stage.")
    private Path work = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Gets the model.")
    private Path out = Path.of("");

    /** What learning goes on from. */
    static final class Further {

        @Option(
                names = "--from",
                required = true,
                paramLabel = "FILE",
                description =
                        "A cross-encoder's .onnx file, its .head beside it, which learns further from the labelled posts in some minutes, instead of all from the beginning.")
        private Path from = Path.of("");

        @Option(
                names = "--known",
                paramLabel = "DIR",
                description = "Like --stance: posts that it has learnt from, against forgetting; may be repeated.")
        private List<Path> known = List.of();

        private CrossEncoderTraining.Trained trained() throws IOException {
            String name = String.valueOf(from.getFileName()).replaceFirst("\\.onnx$", "");
            return new CrossEncoderTraining.Trained(
                    Files.readAllBytes(from),
                    CrossEncoderHead.read(Files.readAllBytes(from.resolveSibling(name + ".head"))));
        }
    }

    @Override
    public Integer call() throws IOException {
        CanardSettings loaded = settings.load();
        Terminal terminal = Terminal.system();
        BaseModel.MINILM.require();
        Files.createDirectories(work);
        Files.createDirectories(out);
        noteDone(terminal);
        StanceData data = StanceData.read(stance);
        StanceData known = StanceData.read(further == null ? List.of() : further.known);
        CrossEncoderTraining.Trained from = further == null ? null : further.trained();
        ClaimExtractor extractor = new ClaimExtractor(loaded.classifier(), List.of());
        TrainingInputs inputs = new TrainingInputs(loaded, extractor, terminal);
        List<JudgedPosts> sets = inputs.judged(judged);
        Map<String, Debunk> debunks = TrainingIndex.debunks(sets);
        debunks.putAll(data.debunks());
        Set<String> unseen = UnseenDebunks.of(sets, data);
        List<JudgedPair> pairs;
        try (Encoders encoders = Encoders.load(loaded.encoders());
                DebunkIndex index = TrainingIndex.of(debunks.values(), encoders, terminal);
                DebunkSnapshot snapshot = index.acquire()) {
            pairs = ofJudged(sets, unseen, pairs(snapshot, encoders, unseen, JUDGED_NEGATIVES));
            if (background != null) {
                pairs.addAll(pairs(snapshot, encoders, unseen, BACKGROUND_NEGATIVES)
                        .wrong(inputs.posts(background), _ -> Set.of(), () -> {}));
            }
            pairs.addAll(ofStance(data, pairs(snapshot, encoders, unseen, STANCE_NEGATIVES), extractor, terminal));
        }
        CrossEncoderSettings how = from == null ? CrossEncoderSettings.DEFAULTS : CrossEncoderSettings.FURTHER;
        try (PairTokenizer tokenizer = BaseModel.MINILM.tokenizer(how.maxTokens())) {
            CrossEncoderTraining training = new CrossEncoderTraining(how, work, tokenizer, terminal::progress);
            CrossEncoderTraining.Trained trained = from == null
                    ? training.train(inference, data, pairs)
                    : training.trainOn(from, inference, data, known, pairs);
            Files.write(out.resolve(use.model()), trained.encoder());
            Files.write(out.resolve(use.head()), trained.head().write());
        }
        terminal.end();
        return 0;
    }

    /** Whoever names the folder of another training by mistake would else wonder how fast this one is. */
    private void noteDone(Terminal terminal) throws IOException {
        try (Stream<Path> files = Files.list(work)) {
            files.filter(file -> file.toString().endsWith(".weights"))
                    .sorted()
                    .forEach(file -> terminal.note(file + " is there: that stage is not done again"));
        }
    }

    private static List<JudgedPair> ofJudged(List<JudgedPosts> sets, Set<String> unseen, JudgedPairs judgedPairs) {
        List<JudgedPair> pairs = new ArrayList<>();
        for (JudgedPosts set : sets) {
            List<PostClaims> posts = set.posts().stream()
                    .filter(post -> !learnt(set, post, unseen).isEmpty())
                    .toList();
            posts.forEach(post -> pairs.addAll(judgedPairs.right(post, learnt(set, post, unseen))));
            pairs.addAll(
                    judgedPairs.wrong(posts, post -> set.relevant(post.post().id()), () -> {}));
        }
        return pairs;
    }

    private static Set<String> learnt(JudgedPosts set, PostClaims post, Set<String> unseen) {
        return set.relevant(post.post().id()).stream()
                .filter(id -> !unseen.contains(id))
                .collect(Collectors.toSet());
    }

    /** How these posts stand to their own claims is known, and learnt from elsewhere: only what they are confused with counts. */
    private static List<JudgedPair> ofStance(
            StanceData data, JudgedPairs judgedPairs, ClaimExtractor extractor, Terminal terminal) {
        Map<String, String> claims = new HashMap<>();
        List<PostClaims> posts = new ArrayList<>();
        for (StanceData.LabelledPost post : data.posts()) {
            if (post.split().equals(StanceData.TRAIN)) {
                claims.put(post.id(), post.debunkId());
                posts.add(LabelledPosts.read(post.id(), post.text(), extractor));
            }
        }
        ProgressCount sought = new ProgressCount("posts confused", posts.size(), PROGRESS_EVERY, terminal::progress);
        return judgedPairs.wrong(
                posts,
                post -> Set.of(Objects.requireNonNull(claims.get(post.post().id()))),
                sought::step);
    }

    private static JudgedPairs pairs(DebunkSnapshot snapshot, Encoders encoders, Set<String> unseen, int negatives) {
        return new JudgedPairs(
                snapshot,
                encoders,
                MatchModels.shipped().ranker(),
                unseen,
                negatives,
                CrossEncoderSettings.DEFAULTS.seed());
    }
}
