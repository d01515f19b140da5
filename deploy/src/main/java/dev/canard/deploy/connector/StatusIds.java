package dev.canard.deploy.connector;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Ids of Mastodon's statuses: numbers that grow, of which the upper bits are the milliseconds at which a status was made.
 *
 * @see <a href="https://github.com/mastodon/mastodon/blob/main/lib/mastodon/snowflake.rb">Mastodon: Snowflake ids</a>
 */
final class StatusIds {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");
    private static final int BITS_BELOW_MILLIS = 16;

    private StatusIds() {}

    /** The later of two; what is no number counts as earlier than anything. */
    static String later(String one, String other) {
        return number(one) >= number(other) ? one : other;
    }

    /** An id that much earlier; the same where it is no number. */
    static String before(String id, Duration time) {
        long number = number(id);
        return number == 0 ? id : Long.toString(Math.max(1, number - (time.toMillis() << BITS_BELOW_MILLIS)));
    }

    /** The id that a status of this time would have. */
    static String at(Instant time) {
        return Long.toString(time.toEpochMilli() << BITS_BELOW_MILLIS);
    }

    private static long number(String id) {
        return NUMBER.matcher(id).matches() ? Long.parseLong(id) : 0;
    }
}
