package dev.canard.ingest;

import dev.canard.event.Author;
import dev.canard.event.CleanText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link TextCleaner} makes of a text.
 *
 * @param text the clean text with the way back
 * @param links the addresses that were taken out, in order, each once
 * @param author whom the text's own signature names, null if it has none
 */
public record CleanedText(
        CleanText text, List<String> links, @Nullable Author author) {

    public CleanedText {
        links = List.copyOf(links);
    }
}
