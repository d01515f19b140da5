package dev.canard.deploy.command;

import dev.canard.deploy.evaluation.Qrels;
import dev.canard.indexer.training.JudgedPosts;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options that name judged posts: which post is about which debunk. They may be repeated together. */
final class JudgedFiles {

    @Option(names = "--posts", required = true, paramLabel = "FILE", description = "Posts: TSV or JSON Lines.")
    private Path posts = Path.of("");

    @Option(
            names = "--debunks",
            required = true,
            paramLabel = "FILE",
            description = "Their debunks: TSV or ClaimReview objects, one a line.")
    private Path debunks = Path.of("");

    @Option(names = "--qrels", required = true, paramLabel = "FILE", description = "Which post is about which debunk.")
    private Path qrels = Path.of("");

    @Option(names = "--weight", paramLabel = "W", description = "How much each post counts. Default: 1")
    private double weight = 1;

    JudgedPosts read(TrainingInputs inputs) throws IOException {
        return new JudgedPosts(shortName(posts), inputs.posts(posts), inputs.debunks(debunks), Qrels.read(qrels));
    }

    double weight() {
        return weight;
    }

    /** The options as they were given, without the folders above the files' own. */
    @Override
    public String toString() {
        return " --posts %s --debunks %s --qrels %s --weight %s"
                .formatted(shortName(posts), shortName(debunks), shortName(qrels), weight);
    }

    /** The file and its folder: where that lies is no one's business but this machine's. */
    static String shortName(Path file) {
        Path whole = file.toAbsolutePath().normalize();
        int names = whole.getNameCount();
        return whole.subpath(Math.max(0, names - 2), names).toString();
    }
}
