package dev.canard.deploy.command;

import dev.canard.deploy.evaluation.Evaluation;
import dev.canard.deploy.evaluation.EvaluationResult;
import dev.canard.deploy.evaluation.RetrievalComparison;
import dev.canard.deploy.evaluation.Workbench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how well the right debunk is found. */
@Command(
        name = "retrieval",
        description = {
            "Ranks debunks for posts, by Canard and by BM25, each encoder and their fusion, and compares them by the qrels.",
            "Nothing is measured without --qrels."
        })
public final class EvaluateRetrievalCommand implements Callable<Integer>, Evaluation {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Mixin
    private EvaluationFiles files = new EvaluationFiles();

    @Mixin
    private EvaluationOutput output = new EvaluationOutput();

    @Option(
            names = "--run",
            paramLabel = "FILE",
            description = "Writes the first 100 debunks of each post by Canard as a run file of TREC.")
    private @Nullable String run;

    @Option(names = "--seed", defaultValue = "1", description = "Decides the intervals. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Override
    public Integer call() throws IOException {
        return output.run(this, settings.load(), spec);
    }

    @Override
    public EvaluationResult evaluate(Workbench bench, Path base) throws IOException {
        return new RetrievalComparison(bench, seed)
                .evaluate(
                        files.debunks(base),
                        files.posts(base),
                        files.relevant(base),
                        run == null ? null : base.resolve(run));
    }
}
