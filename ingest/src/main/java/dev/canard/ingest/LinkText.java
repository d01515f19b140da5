package dev.canard.ingest;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What platforms show of links. */
final class LinkText {

    private static final Pattern WEB = Pattern.compile("https?://\\S++", Pattern.CASE_INSENSITIVE);
    private static final Pattern PREFIX = Pattern.compile("\\A(?:https?://)?(?:www\\.)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern ELLIPSIS = Pattern.compile("(?:…|\\.\\.\\.)\\z");

    private LinkText() {}

    /** Whether it is an address of the web that is not absurdly long: other schemes do not lead a reader to a page. */
    static boolean isWebAddress(@Nullable String address) {
        return address != null
                && address.length() <= JsonObject.LONGEST_LINK
                && WEB.matcher(address).matches();
    }

    /** Whether a link's text is its address, whole or shortened: {@code example.org/2026/floo…}. */
    static boolean isItsAddress(String shown, String address) {
        String start = ELLIPSIS.matcher(shown.strip()).replaceFirst("");
        start = PREFIX.matcher(start).replaceFirst("");
        String whole = PREFIX.matcher(address).replaceFirst("");
        return start.indexOf('.') > 0 && whole.regionMatches(true, 0, start, 0, start.length());
    }
}
