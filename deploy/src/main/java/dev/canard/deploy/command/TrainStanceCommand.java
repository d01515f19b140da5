package dev.canard.deploy.command;

import dev.canard.classifier.ClaimExtractor;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.pipeline.Models;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.Debunk;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.lucene.DebunkIndex;
import dev.canard.indexer.match.MatchModels;
import dev.canard.indexer.stance.StanceData;
import dev.canard.indexer.stance.StanceEnsemble;
import dev.canard.indexer.stance.StanceEnsembleTrainer;
import dev.canard.indexer.stance.StanceEnsembleTrainer.Estimated;
import dev.canard.indexer.stance.StanceEnsembleTrainer.Judged;
import dev.canard.indexer.stance.StanceEnsembleTrainer.Labelled;
import dev.canard.indexer.stance.StanceExample;
import dev.canard.indexer.stance.StanceModel;
import dev.canard.indexer.stance.StanceTrainer;
import dev.canard.indexer.stance.StanceTrainerSettings;
import dev.canard.indexer.training.HeldOut;
import dev.canard.indexer.training.PossibleTwins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains the models of stance: the regression, and its ensemble with the cross-encoder. */
@Command(
        name = "stance",
        description =
                "Trains the models that tell whether a post spreads a claim, and measures them on held-out claims.")
public final class TrainStanceCommand implements Callable<Integer> {

    private static final String HELD_OUT = "dev";
    private static final int FOLDS = 5;
    private static final long SEED = 1;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description =
                    "Holds claims.jsonl and posts.jsonl, may be repeated; the split dev is held out. The ensemble learns from half of its claims,"
                            + " see \"canard train matching\".")
    private List<Path> data = List.of();

    @Option(
            names = "--debunks",
            paramLabel = "FILE",
            description = "Further debunks, to confuse posts with: TSV or ClaimReview objects, one a line.")
    private @Nullable Path debunks;

    @Option(
            names = "--background",
            paramLabel = "FILE",
            description =
                    "Posts about none of the debunks, others than other models have learnt from: TSV or JSON Lines.")
    private @Nullable Path background;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Gets the models.")
    private Path out = Path.of("");

    @Option(
            names = "--regression",
            paramLabel = "FILE",
            description = "A regression that was trained before; by default one is trained on the labelled posts.")
    private @Nullable Path regression;

    @Override
    public Integer call() throws IOException {
        CanardSettings loaded = settings.load();
        Terminal terminal = Terminal.system();
        Files.createDirectories(out);
        ClaimExtractor extractor = new ClaimExtractor(loaded.classifier(), List.of());
        TrainingInputs inputs = new TrainingInputs(loaded, extractor, terminal);
        try (Encoders encoders = Encoders.load(loaded.encoders())) {
            StanceData posts = StanceData.read(data).encoded(encoders);
            List<Debunk> others = others(inputs, posts);
            StanceModel model = stanceModel(posts, extractor, encoders, terminal);
            Models trained = new Models(loaded.models());
            try (CrossEncoder reader = trained.crossEncoder()) {
                StanceEnsembleTrainer trainer = new StanceEnsembleTrainer(reader, model, terminal::progress);
                List<Judged> judged = judged(trainer, posts, others, inputs, extractor, encoders, trained.matching());
                List<Estimated> estimates = trainer.crossValidate(judged, FOLDS, SEED);
                Map<String, String> provenance =
                        provenance("the first candidates of %d held-out posts".formatted(judged.size()), reader.id());
                for (int percent = 30; percent < 100; percent += 5) {
                    provenance.put("threshold ." + percent, figures(estimates, percent / 100.0));
                }
                StanceEnsemble ensemble = trainer.train(judged, provenance);
                ensemble.save(out.resolve(Models.ENSEMBLE));
                terminal.end();
                ensemble.provenance().forEach((fact, value) -> terminal.print("%-16s %s".formatted(fact, value)));
            }
        }
        return 0;
    }

    private static String figures(List<Estimated> estimates, double threshold) {
        return String.format(
                Locale.ROOT,
                "precision %.3f, recall %.3f",
                Estimated.precision(estimates, threshold),
                Estimated.recall(estimates, threshold));
    }

    private StanceModel stanceModel(StanceData posts, ClaimExtractor extractor, Encoders encoders, Terminal terminal)
            throws IOException {
        if (regression != null) {
            Files.copy(regression, out.resolve(Models.STANCE), StandardCopyOption.REPLACE_EXISTING);
            return StanceModel.load(regression);
        }
        StanceTrainerSettings how = StanceTrainerSettings.DEFAULTS;
        List<StanceExample> examples = posts.examples(
                        StanceData.TRAIN, (id, text) -> LabelledPosts.read(id, text, extractor), encoders)
                .toList();
        List<StanceExample> held = posts.examples(
                        HELD_OUT, (id, text) -> LabelledPosts.read(id, text, extractor), encoders)
                .toList();
        StanceTrainer trainer = new StanceTrainer(how, terminal::progress);
        StanceModel model = trainer.train(examples, Map.of());
        Map<String, String> provenance = provenance("%d posts".formatted(examples.size()), how.toString());
        provenance.put(HELD_OUT, StanceTrainer.evaluate(model, held).toString());
        StanceModel stored = trainer.train(examples, provenance);
        stored.save(out.resolve(Models.STANCE));
        terminal.print("regression: " + provenance.get(HELD_OUT));
        return stored;
    }

    /** Posts are looked up among all debunks and, as where few are indexed, among the held-out ones alone. */
    private List<Judged> judged(
            StanceEnsembleTrainer trainer,
            StanceData posts,
            List<Debunk> others,
            TrainingInputs inputs,
            ClaimExtractor extractor,
            Encoders encoders,
            MatchModels models)
            throws IOException {
        List<Labelled> held = new ArrayList<>();
        Map<String, Debunk> heldDebunks = new TreeMap<>();
        for (StanceData.LabelledPost post : posts.posts()) {
            if (post.split().equals(HELD_OUT)) {
                Debunk debunk = Objects.requireNonNull(posts.debunks().get(post.debunkId()));
                heldDebunks.put(post.debunkId(), debunk);
                if (HeldOut.isForEnsemble(debunk)) {
                    held.add(new Labelled(
                            LabelledPosts.read(post.id(), post.text(), extractor),
                            Set.of(post.debunkId()),
                            post.stance()));
                }
            }
        }
        List<Debunk> all = new ArrayList<>(posts.debunks().values());
        others.parallelStream()
                .map(other -> other.withVectors(encoders.vectorsOf(other)))
                .forEachOrdered(all::add);
        List<Judged> judged = new ArrayList<>();
        try (DebunkIndex index = index(heldDebunks.values(), encoders)) {
            judged.addAll(trainer.judge(held, index, new PossibleTwins(heldDebunks.values()), encoders, models));
        }
        PossibleTwins possibleTwins = new PossibleTwins(all);
        try (DebunkIndex index = index(all, encoders)) {
            judged.addAll(trainer.judge(held, index, possibleTwins, encoders, models));
            if (background != null) {
                List<Labelled> unrelated = inputs.posts(background).stream()
                        .map(post -> new Labelled(post, Set.of(), null))
                        .toList();
                judged.addAll(trainer.judge(unrelated, index, possibleTwins, encoders, models));
            }
        }
        return judged;
    }

    private static DebunkIndex index(Collection<Debunk> debunks, Encoders encoders) {
        DebunkIndex index = DebunkIndex.inMemory(encoders.ids());
        long offset = 0;
        for (Debunk debunk : debunks) {
            index.put(debunk, offset++);
        }
        index.refresh();
        return index;
    }

    private Map<String, String> provenance(String examples, String how) {
        Map<String, String> provenance = new TreeMap<>();
        provenance.put("data", examples);
        provenance.put("settings", how);
        provenance.put(
                "command",
                "canard train stance%s%s%s"
                        .formatted(
                                data.stream()
                                        .map(folder -> " --data " + folder.getFileName())
                                        .collect(Collectors.joining()),
                                debunks == null ? "" : " --debunks " + debunks.getFileName(),
                                background == null ? "" : " --background " + background.getFileName()));
        provenance.put("date", LocalDate.now(ZoneOffset.UTC).toString());
        return provenance;
    }

    /** The further debunks, but those that the labelled posts are about. */
    private List<Debunk> others(TrainingInputs inputs, StanceData posts) throws IOException {
        return debunks == null
                ? List.of()
                : inputs.debunks(debunks).stream()
                        .filter(debunk -> !posts.debunks().containsKey(debunk.id()))
                        .toList();
    }
}
