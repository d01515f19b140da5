package dev.canard.deploy.command;

import dev.canard.classifier.ClaimExtractor;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.source.InputFile;
import dev.canard.deploy.source.InputReader;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.Debunk;
import dev.canard.event.PostClaims;
import dev.canard.indexer.training.JudgedPosts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads posts and debunks to learn from as the pipeline reads them, in any format that it takes. */
final class TrainingInputs {

    private final InputReader reader;
    private final ClaimExtractor extractor;

    /** @param terminal is told of each line that cannot be read */
    TrainingInputs(CanardSettings settings, ClaimExtractor extractor, Terminal terminal) {
        this.extractor = extractor;
        reader = InputReader.of(settings, terminal);
    }

    /**
     * The posts of a file, with their claims.
     *
     * @throws IOException if it cannot be read, or holds no post
     */
    List<PostClaims> posts(Path file) throws IOException {
        List<PostClaims> posts = reader.posts(List.of(InputFile.named(file.toString(), null))).stream()
                .map(post -> extractor.extract(post.post()))
                .toList();
        if (posts.isEmpty()) {
            throw new IOException("no post in " + file);
        }
        return posts;
    }

    /** The judged posts of some files, in their order. */
    List<JudgedPosts> judged(List<JudgedFiles> files) throws IOException {
        List<JudgedPosts> sets = new ArrayList<>();
        for (JudgedFiles each : files) {
            sets.add(each.read(this));
        }
        return sets;
    }

    /**
     * The debunks of a file, without vectors.
     *
     * @throws IOException if it cannot be read, or holds no debunk
     */
    List<Debunk> debunks(Path file) throws IOException {
        List<Debunk> debunks = reader.debunks(List.of(InputFile.named(file.toString(), null)));
        if (debunks.isEmpty()) {
            throw new IOException("no debunk in " + file);
        }
        return debunks;
    }
}
