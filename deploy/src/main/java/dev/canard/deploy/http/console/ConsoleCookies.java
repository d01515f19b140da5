package dev.canard.deploy.http.console;

import dev.canard.deploy.config.OidcSettings;
import dev.canard.deploy.http.login.OidcIssuer;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.util.Optional;

/**
 * The cookies of the console: one of the session, and one of a login that has begun. No script can read them, and other sites' forms and
 * frames do not send them; {@code Lax}, since a browser that comes back from the issuer comes from another site. Where the console is reached
 * by HTTPS, their names begin with {@code __Host-}, so that no neighbouring host can set them.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis">RFC 6265bis: Cookies</a>
 */
final class ConsoleCookies {

    /** Until the browser is closed; the server ends the session earlier. */
    private static final int NO_AGE = -1;

    private final boolean secure;
    private final String prefix;

    ConsoleCookies(OidcSettings settings) {
        secure = settings.publicUrl().startsWith("https:");
        prefix = secure ? "__Host-canard-" : "canard-";
    }

    /** The id of the session that a browser names. */
    Optional<String> session(Context context) {
        return Optional.ofNullable(context.cookie(prefix + "session"));
    }

    void setSession(Context context, String id) {
        set(context, "session", id, NO_AGE);
    }

    void clearSession(Context context) {
        set(context, "session", "", 0);
    }

    /** The login that a browser has begun, sealed. */
    Optional<String> login(Context context) {
        return Optional.ofNullable(context.cookie(prefix + "login"));
    }

    void setLogin(Context context, String sealed) {
        set(context, "login", sealed, (int) OidcIssuer.LOGIN_TIME.toSeconds());
    }

    void clearLogin(Context context) {
        set(context, "login", "", 0);
    }

    private void set(Context context, String name, String value, int age) {
        context.cookie(new Cookie(prefix + name, value, "/", age, secure, true, null, SameSite.LAX));
    }
}
