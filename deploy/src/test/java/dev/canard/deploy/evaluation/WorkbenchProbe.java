package dev.canard.deploy.evaluation;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.source.InputFile;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.Match;
import dev.canard.indexer.match.EncodedPost;
import dev.canard.indexer.match.Ranking;
import dev.canard.indexer.policy.Judgement;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shows tests of other packages what a {@link Workbench} makes of posts. */
public final class WorkbenchProbe {

    private WorkbenchProbe() {}

    /** What was made of a post. */
    public record Judged(List<String> rankedIds, @Nullable Double about, boolean alerts) {}

    /** The posts of a file in order, judged with the models and the policy that the pipeline has. */
    public static List<Judged> judge(CanardSettings settings, Path debunks, Path posts) throws IOException {
        List<Judged> judged = new ArrayList<>();
        try (Workbench bench = Workbench.open(settings, quiet());
                IndexedDebunks index = bench.index(List.of(InputFile.named(debunks.toString(), null)))) {
            for (EncodedPost post : bench.encode(bench.posts(InputFile.named(posts.toString(), null)), index)) {
                Ranking ranking = bench.rank(post, index, Set.of());
                Judgement judgement = bench.judge(ranking, settings.policy());
                List<Match> matches = judgement.matches().matches();
                judged.add(new Judged(
                        ranking.debunks().stream().map(one -> one.debunk().id()).toList(),
                        matches.isEmpty() ? null : matches.getFirst().about(),
                        judgement.alert() != null));
            }
        }
        return judged;
    }

    static Terminal quiet() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        return new Terminal(nowhere, nowhere, false, InstantSource.system());
    }
}
