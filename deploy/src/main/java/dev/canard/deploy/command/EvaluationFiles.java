package dev.canard.deploy.command;

import dev.canard.deploy.evaluation.Qrels;
import dev.canard.deploy.source.InputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that name what is evaluated on. */
final class EvaluationFiles {

    @Option(
            names = "--debunks",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "Debunks, as \"canard run\" takes them: ClaimReview as JSON Lines, or TSV.")
    private List<String> debunks = new ArrayList<>();

    @Option(names = "--posts", required = true, paramLabel = "FILE", description = "Posts: JSON Lines or TSV.")
    private String posts = "";

    @Option(
            names = "--qrels",
            paramLabel = "FILE",
            description = "Which post is about which debunk: lines of post, 0, debunk, relevance.")
    private @Nullable String qrels;

    List<InputFile> debunks(Path base) throws IOException {
        return files(debunks, base);
    }

    InputFile posts(Path base) throws IOException {
        return file(posts, base);
    }

    boolean hasQrels() {
        return qrels != null;
    }

    /** Ids of debunks by id of the post; empty without the option. */
    Map<String, Set<String>> relevant(Path base) throws IOException {
        return qrels == null ? Map.of() : Qrels.read(base.resolve(qrels));
    }

    static List<InputFile> files(List<String> names, Path base) throws IOException {
        List<InputFile> files = new ArrayList<>();
        for (String name : names) {
            files.add(file(name, base));
        }
        return files;
    }

    private static InputFile file(String name, Path base) throws IOException {
        return InputFile.named(base.resolve(name).toString(), null);
    }
}
