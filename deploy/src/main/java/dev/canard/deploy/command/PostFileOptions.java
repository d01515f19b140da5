package dev.canard.deploy.command;

import dev.canard.deploy.source.InputFile;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What files of posts hold. */
final class PostFileOptions {

    @Option(
            names = "--format",
            paramLabel = "NAME",
            completionCandidates = PostFormatNames.class,
            converter = PostFormatNames.class,
            description = "What the posts are: ${COMPLETION-CANDIDATES}. Default: canard, Canard's own form.")
    private @Nullable String format;

    @Option(
            names = "--layout",
            description =
                    "What a file is: ${COMPLETION-CANDIDATES}. By default .tsv and .csv are what they say; else JSONL.")
    private InputFile.@Nullable Layout layout;

    @Option(
            names = "--map",
            paramLabel = "COLUMN=FIELD",
            description = "What a column of a CSV or TSV file is, for instance Tweet=text; may be repeated.")
    private Map<String, String> columns = new LinkedHashMap<>();

    /** The files that an argument names, see {@link InputFile#allNamed}. */
    List<InputFile> inputs(String argument) throws IOException {
        return described(InputFile.allNamed(argument, layout));
    }

    /** The same, where a folder may have none yet. */
    List<InputFile> inputsSoFar(String argument) throws IOException {
        return described(InputFile.allNamedSoFar(argument, layout));
    }

    private List<InputFile> described(List<InputFile> files) {
        return files.stream()
                .map(file -> file.withColumns(columns).withFormat(format))
                .toList();
    }
}
