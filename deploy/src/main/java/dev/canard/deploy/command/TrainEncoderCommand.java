package dev.canard.deploy.command;

import dev.canard.classifier.ClaimExtractor;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.Debunk;
import dev.canard.event.PostClaims;
import dev.canard.event.Stance;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.encoder.PairTokenizer;
import dev.canard.indexer.lucene.DebunkIndex;
import dev.canard.indexer.lucene.DebunkSnapshot;
import dev.canard.indexer.match.MatchModels;
import dev.canard.indexer.stance.StanceData;
import dev.canard.indexer.stance.StanceData.LabelledPost;
import dev.canard.indexer.training.HeldOut;
import dev.canard.indexer.training.JudgedPosts;
import dev.canard.indexer.training.bert.BaseModel;
import dev.canard.indexer.training.bert.EncoderTraining;
import dev.canard.indexer.training.bert.EncoderTrainingSettings;
import dev.canard.indexer.training.bert.FoundPost;
import dev.canard.indexer.training.bert.JudgedPairs;
import dev.canard.indexer.training.bert.UnseenDebunks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a sentence encoder, by which posts find debunks. */
@Command(
        name = "encoder",
        description = "Trains a sentence encoder to put posts near the debunks that they are about.",
        footer = {
            "",
            "Needs a distribution that was built with: mvn -P training -DskipTests package",
            "To use it, name the file as encoders[].model and train matching and stance anew."
        })
public final class TrainEncoderCommand implements Callable<Integer> {

    /** Of so many of the debunks that come nearest a post meets one. */
    private static final int CONFUSED = 10;

    /** Judged posts are few, and meet their debunks twice: by its claim, its title, or both. */
    private static final int REPEATS = 2;

    /** Of the posts on a claim that spread it so many are taken, and of those that refute, question, report or joke. */
    private static final int MOST_SPREADING = 5;

    private static final int MOST_OTHERS = 2;
    private static final Set<Stance> OTHERS = Set.of(Stance.REFUTES, Stance.QUESTIONS, Stance.REPORTS, Stance.JOKES);

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(
            names = "--stance",
            required = true,
            paramLabel = "DIR",
            description =
                    "Holds claims.jsonl and posts.jsonl, may be repeated; the posts of the split train are taken.")
    private List<Path> stance = List.of();

    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private List<JudgedFiles> judged = new ArrayList<>();

    @Option(
            names = "--without",
            paramLabel = "FILE",
            description =
                    "Posts that are not learnt from though they are among the others, since they are to measure the"
                            + " result: TSV or JSON Lines. May be repeated.")
    private List<Path> without = List.of();

    @Option(
            names = "--base",
            defaultValue = "MINILM",
            paramLabel = "MODEL",
            description = "What to begin with: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private BaseModel base = BaseModel.MINILM;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Gets the ONNX encoder.")
    private Path out = Path.of("");

    @Override
    public Integer call() throws IOException {
        CanardSettings loaded = settings.load();
        Terminal terminal = Terminal.system();
        base.require();
        Files.createDirectories(out.toAbsolutePath().getParent());
        StanceData data = StanceData.read(stance);
        ClaimExtractor extractor = new ClaimExtractor(loaded.classifier(), List.of());
        TrainingInputs inputs = new TrainingInputs(loaded, extractor, terminal);
        // What measures the result, and then what was learnt from already: judged sets overlap.
        Set<String> known = new HashSet<>();
        for (Path file : without) {
            inputs.posts(file).forEach(post -> known.add(text(post)));
        }
        List<JudgedPosts> sets = inputs.judged(judged);
        Map<String, Debunk> debunks = TrainingIndex.debunks(sets);
        debunks.putAll(data.debunks());
        EncoderTrainingSettings how = EncoderTrainingSettings.DEFAULTS;
        List<FoundPost> posts;
        try (Encoders encoders = Encoders.load(loaded.encoders());
                DebunkIndex index = TrainingIndex.of(debunks.values(), encoders, terminal);
                DebunkSnapshot snapshot = index.acquire()) {
            JudgedPairs pairs = new JudgedPairs(
                    snapshot,
                    encoders,
                    MatchModels.shipped().ranker(),
                    UnseenDebunks.of(sets, data),
                    CONFUSED,
                    how.seed());
            posts = ofJudged(sets, known, pairs);
            for (LabelledPost post : wanted(data)) {
                PostClaims claims = LabelledPosts.read(post.id(), post.text(), extractor);
                if (known.add(text(claims))) {
                    posts.addAll(found(claims, Set.of(post.debunkId()), pairs));
                }
                terminal.progress("%,d posts with what they are confused with".formatted(posts.size()));
            }
        }
        try (PairTokenizer tokenizer = base.tokenizer(how.maxTokens())) {
            Files.write(out, new EncoderTraining(base, how, tokenizer, terminal::progress).train(posts));
        }
        terminal.end();
        return 0;
    }

    private static List<FoundPost> ofJudged(List<JudgedPosts> sets, Set<String> known, JudgedPairs pairs) {
        List<FoundPost> posts = new ArrayList<>();
        for (JudgedPosts set : sets) {
            for (PostClaims post : set.posts()) {
                if (known.add(text(post))) {
                    List<FoundPost> found = found(post, set.relevant(post.post().id()), pairs);
                    posts.addAll(Collections.nCopies(REPEATS, found).stream()
                            .flatMap(List::stream)
                            .toList());
                }
            }
        }
        return posts;
    }

    private static String text(PostClaims post) {
        return post.post().clean().value();
    }

    private static List<FoundPost> found(PostClaims post, Set<String> relevant, JudgedPairs pairs) {
        List<Debunk> right = pairs.debunks(relevant);
        List<Debunk> learnt =
                right.stream().filter(debunk -> !HeldOut.is(debunk)).toList();
        if (learnt.isEmpty()) {
            return List.of();
        }
        List<Debunk> confused = pairs.confused(post, right);
        return learnt.stream()
                .map(debunk -> new FoundPost(text(post), debunk, confused))
                .toList();
    }

    /** The posts that are about their claim, a few of each. */
    private static List<LabelledPost> wanted(StanceData data) {
        Map<String, Integer> spreading = new HashMap<>();
        Map<String, Integer> others = new HashMap<>();
        return data.posts().stream()
                .filter(post -> post.split().equals(StanceData.TRAIN))
                .filter(post -> post.stance() == Stance.SPREADS
                        ? spreading.merge(post.debunkId(), 1, Integer::sum) <= MOST_SPREADING
                        : OTHERS.contains(post.stance())
                                && others.merge(post.debunkId(), 1, Integer::sum) <= MOST_OTHERS)
                .toList();
    }
}
