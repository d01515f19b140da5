package dev.canard.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The languages that a source says a post is in.
 *
 * @param first null if it says none
 * @param others in its order
 */
record LanguageTags(@Nullable String first, List<String> others) {

    /** Undetermined, several, none, not coded: they say nothing. */
    private static final Set<String> NO_LANGUAGE = Set.of("und", "mul", "zxx", "mis");

    /** For private use: X marks posts of nothing but links, tags or pictures with them. */
    private static final Pattern PRIVATE = Pattern.compile("q[a-t][a-z]");

    /** As many as Bluesky allows; more are no hint. */
    private static final int MOST = 3;

    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9]{1,8}(?:[-_][A-Za-z0-9]{1,8}){0,6}");

    LanguageTags {
        others = List.copyOf(others);
    }

    /** Those of the tags that name a language, the first three. */
    static LanguageTags of(List<String> tags) {
        List<String> languages = new ArrayList<>();
        for (String tag : tags) {
            String primary = tag.split("[-_]", 2)[0].toLowerCase(Locale.ROOT);
            boolean names =
                    !NO_LANGUAGE.contains(primary) && !PRIVATE.matcher(primary).matches();
            if (names && !languages.contains(tag) && languages.size() < MOST) {
                languages.add(tag);
            }
        }
        return languages.isEmpty()
                ? new LanguageTags(null, List.of())
                : new LanguageTags(languages.getFirst(), languages.subList(1, languages.size()));
    }

    /** Whether a name looks like a language tag. */
    static boolean isTag(String name) {
        return TAG.matcher(name).matches();
    }

    static LanguageTags of(@Nullable String tag) {
        return of(tag == null ? List.of() : List.of(tag));
    }
}
