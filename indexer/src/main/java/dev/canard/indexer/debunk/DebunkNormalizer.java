package dev.canard.indexer.debunk;

import dev.canard.event.Debunk;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * Makes a debunk of a draft: plain text of bounded length without markup, a verdict, a date, a language tag. What is optional
 * and malformed is left out.
 */
final class DebunkNormalizer {

    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z][^<>]{0,1000}>");
    private static final Pattern ENTITY = Pattern.compile("&#?[a-zA-Z0-9]{1,31};");

    /** White space of every script, control characters, and characters of no width that only separate. */
    private static final Pattern BLANK = Pattern.compile("[\\s\\p{Z}\\p{Cc}\\u200B\\u2060\\uFEFF]+");

    /** Soft hyphens, and halves of characters, which no UTF-8 can hold. */
    private static final Pattern DROPPED = Pattern.compile("[\\u00AD\\p{Cs}]");

    /** Markup is longer than its text; what lies beyond this many times the bound is not looked at. */
    private static final int MARKUP_FACTOR = 4;

    private static final int LONGEST_URL = 2_000;
    private static final int LONGEST_LANGUAGE = 35;

    private final DebunkSettings settings;
    private final VerdictTable verdicts;

    DebunkNormalizer(DebunkSettings settings, VerdictTable verdicts) {
        this.settings = settings;
        this.verdicts = verdicts;
    }

    /**
     * The debunk, without vectors; null if nothing is left of the claim once it is clean.
     *
     * @param indexedAt the debunk's {@link Debunk#indexedAt}
     */
    @Nullable
    Debunk normalize(DebunkDraft draft, Instant indexedAt) {
        String claim = clean(draft.claim(), settings.claimLength());
        if (claim == null) {
            return null;
        }
        String language = draft.language();
        return new Debunk(
                draft.id(),
                claim,
                clean(draft.title(), settings.titleLength()),
                clean(draft.subtitle(), settings.titleLength()),
                clean(draft.body(), settings.bodyLength()),
                verdicts.rate(cleanRating(draft.rating())),
                clean(draft.publisher(), settings.titleLength()),
                address(draft.url()),
                PublicationDates.parse(draft.published()),
                language == null ? null : languageTag(language),
                List.of(),
                indexedAt);
    }

    private DraftRating cleanRating(DraftRating rating) {
        return new DraftRating(
                clean(rating.text(), settings.titleLength()), rating.value(), rating.best(), rating.worst());
    }

    /** Plain text on one line, at most so long; null if nothing is left. */
    private static @Nullable String clean(@Nullable String text, int length) {
        if (text == null) {
            return null;
        }
        // Twice, for content systems that escape what is escaped already.
        String plain = plain(plain(cut(text, length * MARKUP_FACTOR)));
        String oneLine = BLANK.matcher(DROPPED.matcher(plain).replaceAll(""))
                .replaceAll(" ")
                .strip();
        String bounded = cut(oneLine, length).stripTrailing();
        return bounded.isEmpty() ? null : bounded;
    }

    private static String plain(String text) {
        if (TAG.matcher(text).find()) {
            return Jsoup.parse(text).text();
        }
        return ENTITY.matcher(text).find() ? Parser.unescapeEntities(text, false) : text;
    }

    /** Never cuts a character in two. */
    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }

    /** Only addresses of the web: an address is shown as a link. */
    private static @Nullable String address(@Nullable String url) {
        if (url == null || url.length() > LONGEST_URL || DROPPED.matcher(url).find()) {
            return null;
        }
        try {
            URI address = new URI(url.strip());
            boolean web = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
            return web && address.getHost() != null ? address.toString() : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static @Nullable String languageTag(String language) {
        if (language.length() > LONGEST_LANGUAGE) {
            return null;
        }
        Locale locale = Locale.forLanguageTag(language.strip().replace('_', '-'));
        int letters = locale.getLanguage().length();
        return letters == 2 || letters == 3 ? locale.toLanguageTag() : null;
    }
}
