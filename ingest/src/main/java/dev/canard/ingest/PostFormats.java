package dev.canard.ingest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The formats that posts may come in, by name. */
public final class PostFormats {

    private final PostFormat standard;
    private final Map<String, PostFormat> byName = new LinkedHashMap<>();

    /**
     * @param standard the format of payloads that name none
     * @param others further formats; no two may have the same name
     */
    public PostFormats(PostFormat standard, List<PostFormat> others) {
        this.standard = standard;
        add(standard);
        others.forEach(this::add);
    }

    /** All formats that Canard reads by itself; {@link CanardPostFormat} unless a payload names another. */
    public static PostFormats all() {
        return new PostFormats(
                new CanardPostFormat(),
                List.of(
                        new JetstreamPostFormat(),
                        new MastodonPostFormat(),
                        new XPostFormat(),
                        new RedditPostFormat(),
                        new ActivityStreamsPostFormat()));
    }

    private void add(PostFormat format) {
        if (byName.putIfAbsent(format.name(), format) != null) {
            throw new IllegalArgumentException("two formats named " + format.name());
        }
    }

    /** The format of that name; the standard one for null; empty where there is none. */
    public Optional<PostFormat> find(@Nullable String name) {
        return name == null ? Optional.of(standard) : Optional.ofNullable(byName.get(name));
    }

    /** The names of all formats, the standard one first. */
    public Set<String> names() {
        return Collections.unmodifiableSet(byName.keySet());
    }
}
