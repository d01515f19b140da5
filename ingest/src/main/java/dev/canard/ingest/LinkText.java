package dev.canard.ingest;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What platforms show of links. */
final class LinkText {

    /** Characters of scripts that leave no space between a link and the next word: in a text they end a link. For a pattern's class. */
    static final String UNSPACED =
            "\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}"
                    + "\\p{IsMyanmar}\\u3000-\\u303F";

    /** Marks that at the end of a link belong to the sentence. */
    static final String MARKS_AFTER = ".,;:!?…'\"”’»)]}>";

    private static final Pattern WEB = Pattern.compile("https?://\\S++", Pattern.CASE_INSENSITIVE);
    private static final Pattern PREFIX = Pattern.compile("\\A(?:https?://)?(?:www\\.)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern ELLIPSIS = Pattern.compile("(?:…|\\.\\.\\.)\\z");
    private static final Pattern ENDING_A_LINK = Pattern.compile("[" + UNSPACED + "]++");
    private static final Pattern RUNNING_ON =
            Pattern.compile("[" + Pattern.quote(MARKS_AFTER) + "]*+[^\\s\\u3000-\\u303F]");

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

    /** An address as it is written into a text, where nothing in it ends a link. */
    static String written(String address) {
        return ENDING_A_LINK
                .matcher(address)
                .replaceAll(characters -> URLEncoder.encode(characters.group(), StandardCharsets.UTF_8));
    }

    /** What keeps an address from running on into the text that follows from a place on: a space, or nothing where there is no need. */
    static String spaceBefore(CharSequence text, int place) {
        return RUNNING_ON.matcher(text).region(place, text.length()).lookingAt() ? " " : "";
    }
}
