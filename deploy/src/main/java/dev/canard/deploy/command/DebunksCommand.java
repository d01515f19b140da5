package dev.canard.deploy.command;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.curation.DebunkCurator;
import dev.canard.deploy.evaluation.IndexedDebunks;
import dev.canard.deploy.evaluation.Workbench;
import dev.canard.deploy.pipeline.ClientProperties;
import dev.canard.deploy.pipeline.ImportEffect;
import dev.canard.deploy.source.InputReader;
import dev.canard.deploy.text.CheckText;
import dev.canard.deploy.text.DebunkText;
import dev.canard.deploy.text.Terminal;
import dev.canard.deploy.text.UnmappedRating;
import dev.canard.event.Debunk;
import dev.canard.event.DebunkAmendment;
import dev.canard.event.DebunkRevision;
import dev.canard.event.DebunkSummary;
import dev.canard.event.EventJson;
import dev.canard.event.Validity;
import dev.canard.event.Verdict;
import dev.canard.indexer.match.DebunkMatcher;
import dev.canard.indexer.match.EncodedPost;
import dev.canard.indexer.match.RankedDebunk;
import dev.canard.topic.Topics;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings fact-checks in, looks through them, and changes them by hand. */
@Command(
        name = "debunks",
        description = "Brings fact-checks in, looks through them, and changes them by hand.",
        synopsisSubcommandLabel = "COMMAND")
public final class DebunksCommand implements Runnable {

    private static final Comparator<Debunk> NEWEST_FIRST = Comparator.comparing(
                    Debunk::published, Comparator.nullsLast(Comparator.<LocalDate>reverseOrder()))
            .thenComparing(Debunk::id);

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "import",
            description =
                    "Sends fact-checks to the cluster: ClaimReview as JSON, JSON Lines, in pages, in Data Commons feeds or in"
                            + " answers of Google's Fact Check Tools; CSV or TSV with a header; or articles without markup."
                            + " Importing again changes nothing.")
    int importFiles(
            @Mixin ImportOptions options,
            @Option(
                            names = "--claim",
                            paramLabel = "TEXT",
                            description =
                                    "The claim that the article refutes, where Canard does not find it by itself.")
                    @Nullable
                    String claim,
            @Option(
                            names = "--no-look-back",
                            description =
                                    "Does not judge recent posts again for these fact-checks: for old ones in bulk.")
                    boolean noLookBack,
            @Option(
                            names = "--wait",
                            description =
                                    "Waits until the cluster has taken all up, and says how many are new or changed.")
                    boolean wait)
            throws Exception {
        if (!wait) {
            options.importDebunks(claim, !noLookBack);
            return 0;
        }
        Terminal terminal = Terminal.system();
        try (ImportEffect effect = new ImportEffect(options.settings())) {
            long start = System.nanoTime();
            long sent = options.importDebunks(claim, !noLookBack);
            Map<DebunkRevision.Change, Integer> changes =
                    effect.await(lag -> terminal.progress("%,d to be taken up".formatted(lag)));
            terminal.end();
            int published = changes.getOrDefault(DebunkRevision.Change.PUBLISHED, 0);
            int corrected = changes.getOrDefault(DebunkRevision.Change.CORRECTED, 0);
            double seconds = (System.nanoTime() - start) / 1e9;
            terminal.print("%,d new, %,d changed, %,d as they were; %.1f s, %,.0f a second"
                    .formatted(published, corrected, sent - published - corrected, seconds, sent / seconds));
            return 0;
        }
    }

    @Command(name = "search", description = "Finds the debunks that come closest to some words, best first.")
    int search(
            @Mixin LibraryOptions library,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "10",
                            description = "How many at most, 1 to " + DebunkMatcher.MOST_CANDIDATES
                                    + ". Default: ${DEFAULT-VALUE}")
                    int limit,
            @Option(names = "--json", description = "Prints one JSON object a debunk.") boolean json,
            @Parameters(paramLabel = "WORDS", description = "What to look for, as one argument.") String words)
            throws IOException {
        if (limit < 1 || limit > DebunkMatcher.MOST_CANDIDATES) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--limit must be 1 to %d, was %d".formatted(DebunkMatcher.MOST_CANDIDATES, limit));
        }
        CanardSettings settings = library.load();
        Terminal terminal = Terminal.system();
        try (Workbench workbench = Workbench.open(settings, terminal);
                IndexedDebunks debunks = library.index(workbench, settings, terminal)) {
            Optional<InputReader.ReadPost> query = workbench.post("words", words);
            if (query.isEmpty()) {
                return 1;
            }
            EncodedPost encoded = workbench.encode(query.get(), debunks);
            int rank = 0;
            for (RankedDebunk found : workbench.rank(encoded, debunks).debunks().stream()
                    .limit(limit)
                    .toList()) {
                rank++;
                DebunkSummary debunk = DebunkSummary.of(found.debunk());
                terminal.print(json ? EventJson.mapper().writeValueAsString(debunk) : CheckText.of(rank, debunk));
            }
            return 0;
        }
    }

    @Command(name = "list", description = "Lists debunks, the newest first, one a line.")
    int list(
            @Mixin LibraryOptions library,
            @Option(
                            names = "--verdict",
                            paramLabel = "VERDICT",
                            description = "Only those with this verdict: ${COMPLETION-CANDIDATES}.")
                    @Nullable
                    Verdict verdict,
            @Option(names = "--publisher", paramLabel = "NAME", description = "Only those of this publisher.") @Nullable
                    String publisher,
            @Option(names = "--json", description = "Prints one JSON object a debunk.") boolean json)
            throws IOException {
        Terminal terminal = Terminal.system();
        List<Debunk> found = library.read(library.load(), terminal).stream()
                .filter(debunk -> verdict == null || debunk.rating().verdict() == verdict)
                .filter(debunk -> publisher == null || publisher.equalsIgnoreCase(debunk.publisher()))
                .sorted(NEWEST_FIRST)
                .toList();
        for (Debunk debunk : found) {
            terminal.print(json ? json(debunk) : DebunkText.line(debunk));
        }
        return 0;
    }

    @Command(name = "show", description = "Shows all that is known of a debunk.")
    int show(
            @Mixin LibraryOptions library,
            @Option(names = "--json", description = "Prints it as a JSON object.") boolean json,
            @Parameters(paramLabel = "ID", description = "The debunk's id.") String id)
            throws IOException {
        Terminal terminal = Terminal.system();
        Debunk debunk = library.read(library.load(), terminal).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IOException("no debunk has the id " + id));
        terminal.print(json ? json(debunk) : DebunkText.of(debunk));
        return 0;
    }

    @Command(
            name = "amend",
            description =
                    "Changes a debunk on the cluster, whatever its publisher says before or after. What is not named stays as it"
                            + " is; recent posts are judged again.")
    int amend(
            @Mixin AmendmentOptions options,
            @Option(names = "--claim", paramLabel = "TEXT", description = "The claim in other words.") @Nullable
                    String claim,
            @Option(names = "--title", paramLabel = "TEXT", description = "The headline in other words.") @Nullable
                    String title,
            @Option(
                            names = "--verdict",
                            paramLabel = "VERDICT",
                            description = "Another verdict: ${COMPLETION-CANDIDATES}.")
                    @Nullable
                    Verdict verdict,
            @Option(
                            names = "--valid-from",
                            paramLabel = "DATE",
                            description = "Posts written before that day do not alert.")
                    @Nullable
                    LocalDate from,
            @Option(
                            names = "--valid-until",
                            paramLabel = "DATE",
                            description = "Posts written after that day do not alert.")
                    @Nullable
                    LocalDate until,
            @Option(
                            names = "--superseded-by",
                            paramLabel = "ID",
                            description = "The debunk that takes its place; this one no longer matches.")
                    @Nullable
                    String supersededBy,
            @Option(
                            names = "--restore",
                            description = "Undoes all amendments, retractions too, before what else is named.")
                    boolean restore)
            throws IOException {
        if (!restore
                && claim == null
                && title == null
                && verdict == null
                && from == null
                && until == null
                && supersededBy == null) {
            throw new ParameterException(spec.commandLine(), "nothing is named that shall be changed");
        }
        options.amend(before -> {
            Validity validity = restore ? null : before.validity();
            if (from != null || until != null) {
                validity = new Validity(
                        from != null || validity == null ? from : validity.from(),
                        until != null || validity == null ? until : validity.until());
            }
            return new DebunkAmendment(
                    before.debunkId(),
                    claim != null || restore ? claim : before.claim(),
                    title != null || restore ? title : before.title(),
                    verdict != null || restore ? verdict : before.verdict(),
                    validity,
                    supersededBy != null || restore ? supersededBy : before.supersededBy(),
                    !restore && before.retracted(),
                    before.by(),
                    before.reason(),
                    before.amendedAt());
        });
        return 0;
    }

    @Command(
            name = "retract",
            description =
                    "Takes a debunk on the cluster back: it no longer matches, also if it is imported again, and its alerts are"
                            + " withdrawn. \"amend --restore\" undoes it.")
    int retract(@Mixin AmendmentOptions options) throws IOException {
        options.amend(before -> new DebunkAmendment(
                before.debunkId(),
                before.claim(),
                before.title(),
                before.verdict(),
                before.validity(),
                before.supersededBy(),
                true,
                before.by(),
                before.reason(),
                before.amendedAt()));
        return 0;
    }

    @Command(
            name = "history",
            description = "Shows all that happened to a debunk on the cluster, by whom and why, the oldest first.")
    int history(
            @Mixin ClusterOptions cluster,
            @Option(names = "--json", description = "Prints the events as they are, one a line.") boolean json,
            @Parameters(paramLabel = "ID", description = "The debunk's id.") String id)
            throws IOException {
        CanardSettings settings = cluster.load();
        Terminal terminal = Terminal.system();
        List<DebunkRevision> steps =
                new DebunkCurator(ClientProperties.of(settings.kafka()), new Topics(settings.topics())).history(id);
        if (steps.isEmpty()) {
            throw new IOException("no debunk has the id " + id);
        }
        for (DebunkRevision step : steps) {
            terminal.print(json ? EventJson.mapper().writeValueAsString(step) : DebunkText.step(step));
        }
        return 0;
    }

    @Command(
            name = "unmapped",
            description =
                    "Lists the ratings that no rule maps to a verdict, by publisher, the most frequent first. Such debunks never alert"
                            + " by the default policy.")
    int unmapped(
            @Mixin LibraryOptions library,
            @Option(names = "--csv", description = "Prints a table for a spreadsheet, with the address of an example.")
                    boolean csv)
            throws IOException {
        Terminal terminal = Terminal.system();
        List<UnmappedRating> unmapped = UnmappedRating.of(library.read(library.load(), terminal));
        if (csv) {
            terminal.print(UnmappedRating.CSV_HEADER);
        }
        unmapped.forEach(rating -> terminal.print(csv ? rating.csv() : rating.line()));
        terminal.note(
                unmapped.isEmpty()
                        ? "Every rating has a verdict."
                        : "%,d debunks without a verdict."
                                .formatted(unmapped.stream()
                                        .mapToInt(UnmappedRating::count)
                                        .sum()));
        return 0;
    }

    private static String json(Debunk debunk) throws IOException {
        return EventJson.mapper().writeValueAsString(debunk.withVectors(List.of()));
    }
}
