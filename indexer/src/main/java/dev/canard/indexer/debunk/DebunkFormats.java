package dev.canard.indexer.debunk;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The formats that an installation reads, by name. */
public final class DebunkFormats {

    private final Map<String, DebunkFormat> byName;
    private final DebunkFormat first;

    /**
     * @param formats at least one; the first is taken where a payload names none
     * @throws IllegalArgumentException if there is none or two have the same name
     */
    public DebunkFormats(List<? extends DebunkFormat> formats) {
        if (formats.isEmpty()
                || formats.stream().map(DebunkFormat::name).distinct().count() < formats.size()) {
            throw new IllegalArgumentException("formats need at least one, and different names");
        }
        byName = formats.stream().collect(Collectors.toMap(DebunkFormat::name, Function.identity()));
        first = formats.getFirst();
    }

    /** All that Canard brings along, {@code claimreview} first. */
    public static DebunkFormats standard(DebunkSettings settings) {
        return new DebunkFormats(List.of(
                new ClaimReviewFormat(), new RowDebunkFormat(), new ArticleFormat(settings.articleConfidence())));
    }

    /** The format of that name, or the default one for null; empty where there is none. */
    public Optional<DebunkFormat> named(@Nullable String name) {
        return name == null ? Optional.of(first) : Optional.ofNullable(byName.get(name));
    }
}
