package dev.canard.deploy.command;

import dev.canard.deploy.evaluation.Evaluation;
import dev.canard.deploy.evaluation.EvaluationResult;
import dev.canard.deploy.evaluation.LabelledStances;
import dev.canard.deploy.evaluation.StanceLabels;
import dev.canard.deploy.evaluation.Workbench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how well the stance of real posts is seen. */
@Command(
        name = "stance",
        description = "Measures whether posts that people labelled, for instance as refuting, are seen to be so.")
public final class EvaluateStanceCommand implements Callable<Integer>, Evaluation {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Mixin
    private EvaluationFiles files = new EvaluationFiles();

    @Mixin
    private EvaluationOutput output = new EvaluationOutput();

    @Option(
            names = "--labels",
            required = true,
            paramLabel = "FILE",
            description =
                    "TSV with the header id, stance. Posts that are unsure are left out; those that are not listed, but about a debunk by --qrels, have another stance.")
    private String labels = "";

    @Option(names = "--seed", defaultValue = "1", description = "Decides the intervals. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Override
    public Integer call() throws IOException {
        if (!files.hasQrels()) {
            throw new ParameterException(spec.commandLine(), "which post is about which debunk? Give --qrels");
        }
        return output.run(this, settings.load(), spec);
    }

    @Override
    public EvaluationResult evaluate(Workbench bench, Path base) throws IOException {
        return new LabelledStances(bench, seed)
                .evaluate(
                        files.debunks(base),
                        files.posts(base),
                        files.relevant(base),
                        StanceLabels.read(base.resolve(labels)));
    }
}
