package dev.canard.deploy.command;

import dev.canard.deploy.evaluation.Evaluation;
import dev.canard.deploy.evaluation.EvaluationResult;
import dev.canard.deploy.evaluation.LabelledAlerts;
import dev.canard.deploy.evaluation.LoneDebunkAlerts;
import dev.canard.deploy.evaluation.StrictAlerts;
import dev.canard.deploy.evaluation.Workbench;
import dev.canard.deploy.source.InputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how well alerts are told from what should not alert. */
@Command(
        name = "alerts",
        description = "Measures whether the right posts alert, beside simple scores.",
        footer = {
            "",
            "With --qrels: is a post about its first debunk at all? The posts are judged with their debunks, then once more with",
            "them and their twins hidden; posts of --background are about none. Only the right debunk counts as found.",
            "",
            "Without: each line of --posts is a JSON object with the post's fields and an object \"labels\":",
            "  labels.debunk  id of the debunk that the post is about, or null",
            "  labels.stance  how it stands to the claim: spreads, refutes, questions, reports, jokes, nearby-true, …",
            "  labels.alert   true if it should alert, else false",
            "  labels.note    optional; its first word is the kind of wording, for instance paraphrase",
            "",
            "With --one-by-one, as a library that has just begun would do: each debunk that a label names is judged as the only one,",
            "with nothing known of it but its claim.",
        })
public final class EvaluateAlertsCommand implements Callable<Integer>, Evaluation {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Mixin
    private EvaluationFiles files = new EvaluationFiles();

    @Mixin
    private EvaluationOutput output = new EvaluationOutput();

    @Option(
            names = "--background",
            paramLabel = "FILE",
            description = "Posts about none of the debunks: JSON Lines or TSV. Repeatable.")
    private List<String> background = new ArrayList<>();

    @Option(
            names = "--one-by-one",
            description = "Judges each post beside each debunk alone. Without --qrels and --background.")
    private boolean oneByOne;

    @Option(names = "--seed", defaultValue = "1", description = "Decides the intervals. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Override
    public Integer call() throws IOException {
        return output.run(this, settings.load(), spec);
    }

    @Override
    public EvaluationResult evaluate(Workbench bench, Path base) throws IOException {
        if (oneByOne && (files.hasQrels() || !background.isEmpty())) {
            throw new ParameterException(
                    spec.commandLine(), "--one-by-one is for labelled posts: leave out --qrels and --background");
        }
        if (oneByOne) {
            return new LoneDebunkAlerts(bench).evaluate(files.debunks(base), files.posts(base));
        }
        List<InputFile> backgroundFiles = EvaluationFiles.files(background, base);
        return files.hasQrels()
                ? new StrictAlerts(bench, seed)
                        .evaluate(files.debunks(base), files.posts(base), files.relevant(base), backgroundFiles)
                : new LabelledAlerts(bench).evaluate(files.debunks(base), files.posts(base), backgroundFiles);
    }
}
