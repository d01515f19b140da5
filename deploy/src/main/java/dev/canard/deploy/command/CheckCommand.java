package dev.canard.deploy.command;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.evaluation.IndexedDebunks;
import dev.canard.deploy.evaluation.Workbench;
import dev.canard.deploy.source.InputReader.ReadPost;
import dev.canard.deploy.text.CheckText;
import dev.canard.deploy.text.SafeText;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.EventJson;
import dev.canard.indexer.match.EncodedPost;
import dev.canard.indexer.policy.Judgement;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what the pipeline makes of a text, step by step. */
@Command(
        name = "check",
        description =
                "Shows what Canard makes of the text of a post: its claims, the debunks that come close, and why it would alert or not.",
        footer = {"", "For example: canard check \"Garlic cures the flu, doctors hide it\""})
public final class CheckCommand implements Callable<Integer> {

    private static final int UNREADABLE = 1;
    private static final int LONGEST_ID = 180;

    @Mixin
    private LibraryOptions library = new LibraryOptions();

    @Option(names = "--json", description = "Prints one JSON object a text: claims, matches, alert.")
    private boolean json;

    @Parameters(
            arity = "1..*",
            paramLabel = "TEXT",
            description = "Texts of posts; - reads them from standard input, one a line.")
    private List<String> texts = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        CanardSettings settings = library.load();
        Terminal terminal = Terminal.system();
        boolean all = true;
        try (Workbench workbench = Workbench.open(settings, terminal);
                IndexedDebunks debunks = library.index(workbench, settings, terminal)) {
            int number = 0;
            for (String text : texts) {
                if (!text.equals("-")) {
                    all &= check(++number, text, workbench, debunks, terminal);
                    continue;
                }
                // Not ours to close.
                BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (!line.isBlank()) {
                        all &= check(++number, line, workbench, debunks, terminal);
                    }
                }
            }
        }
        return all ? 0 : UNREADABLE;
    }

    /** Whether the text could be read. */
    private boolean check(int number, String text, Workbench workbench, IndexedDebunks debunks, Terminal terminal)
            throws IOException {
        Optional<ReadPost> post = workbench.post("text-" + number, text);
        if (post.isEmpty()) {
            return false;
        }
        EncodedPost encoded = workbench.encode(post.get(), debunks);
        Judgement judgement = workbench.judge(workbench.rank(encoded, debunks), debunks);
        for (String debunk : judgement.awaited()) {
            terminal.note("A rule that the post meets adds to the debunk %s, which is not there."
                    .formatted(SafeText.oneLine(debunk, LONGEST_ID)));
        }
        CheckText.Checked checked = new CheckText.Checked(encoded.claims(), judgement.matches(), judgement.alert());
        terminal.print(json ? EventJson.mapper().writeValueAsString(checked) : CheckText.of(checked));
        return true;
    }
}
