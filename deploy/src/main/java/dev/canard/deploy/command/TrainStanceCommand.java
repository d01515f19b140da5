package dev.canard.deploy.command;

import dev.canard.classifier.ClaimExtractor;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.pipeline.Models;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.Debunk;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.encoder.CrossEncoderUse;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.lucene.DebunkIndex;
import dev.canard.indexer.match.DebunkMatcher;
import dev.canard.indexer.match.MatchModels;
import dev.canard.indexer.stance.CalibratedStance;
import dev.canard.indexer.stance.StanceCalibrator;
import dev.canard.indexer.stance.StanceCalibrator.Alerts;
import dev.canard.indexer.stance.StanceCalibrator.Estimated;
import dev.canard.indexer.stance.StanceCalibrator.Judged;
import dev.canard.indexer.stance.StanceCalibrator.Labelled;
import dev.canard.indexer.stance.StanceData;
import dev.canard.indexer.training.HeldOut;
import dev.canard.indexer.training.PossibleTwins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Calibrates the stances that the cross-encoder for them reads. */
@Command(
        name = "stance",
        description =
                "Calibrates what the cross-encoder for stance says of whether a post spreads a claim, and measures it on held-out claims.")
public final class TrainStanceCommand implements Callable<Integer> {

    private static final String HELD_OUT = "dev";

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description =
                    "Holds claims.jsonl and posts.jsonl, may be repeated; the split dev is held out. The stance is calibrated on half of its claims,"
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

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Gets " + Models.STANCE)
    private Path out = Path.of("");

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
            Models trained = new Models(loaded.models());
            try (CrossEncoder reader = trained.crossEncoder(CrossEncoderUse.STANCE)) {
                StanceCalibrator calibrator = new StanceCalibrator(reader, terminal::progress);
                List<Judged> judged = judged(calibrator, posts, others, inputs, extractor, encoders, trained);
                Map<String, String> provenance =
                        provenance("the first candidates of %d held-out posts".formatted(judged.size()), reader.id());
                CalibratedStance calibrated = calibrator.calibrate(judged);
                List<Estimated> estimates = StanceCalibrator.estimate(judged, calibrated);
                for (int percent = 30; percent < 100; percent += 5) {
                    provenance.put("threshold ." + percent, figures(Alerts.of(estimates, percent / 100.0)));
                }
                CalibratedStance measured = calibrated.withProvenance(provenance);
                measured.save(out.resolve(Models.STANCE));
                terminal.end();
                measured.provenance().forEach((fact, value) -> terminal.print("%-16s %s".formatted(fact, value)));
            }
        }
        return 0;
    }

    private static String figures(Alerts alerts) {
        return String.format(Locale.ROOT, "precision %.3f, recall %.3f", alerts.precision(), alerts.recall());
    }

    /** Posts are looked up among all debunks and, as where few are indexed, among the held-out ones alone. */
    private List<Judged> judged(
            StanceCalibrator calibrator,
            StanceData posts,
            List<Debunk> others,
            TrainingInputs inputs,
            ClaimExtractor extractor,
            Encoders encoders,
            Models models)
            throws IOException {
        List<Labelled> held = new ArrayList<>();
        Map<String, Debunk> heldDebunks = new TreeMap<>();
        for (StanceData.LabelledPost post : posts.posts()) {
            if (post.split().equals(HELD_OUT)) {
                Debunk debunk = Objects.requireNonNull(posts.debunks().get(post.debunkId()));
                heldDebunks.put(post.debunkId(), debunk);
                if (HeldOut.isForStance(debunk)) {
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
        PossibleTwins possibleTwins = new PossibleTwins(all);
        MatchModels matching = models.matching();
        try (CrossEncoder ranking = models.crossEncoder(CrossEncoderUse.RANKING);
                DebunkIndex few = index(heldDebunks.values(), encoders);
                DebunkIndex many = index(all, encoders)) {
            DebunkMatcher ofFew = new DebunkMatcher(few::acquire, encoders, ranking, matching);
            judged.addAll(calibrator.judge(held, ofFew, new PossibleTwins(heldDebunks.values())));
            DebunkMatcher ofMany = new DebunkMatcher(many::acquire, encoders, ranking, matching);
            judged.addAll(calibrator.judge(held, ofMany, possibleTwins));
            if (background != null) {
                List<Labelled> unrelated = inputs.posts(background).stream()
                        .map(post -> new Labelled(post, Set.of(), null))
                        .toList();
                judged.addAll(calibrator.judge(unrelated, ofMany, possibleTwins));
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
