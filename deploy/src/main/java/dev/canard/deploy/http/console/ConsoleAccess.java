package dev.canard.deploy.http.console;

import dev.canard.deploy.config.ConsoleSettings;
import dev.canard.deploy.config.ConsoleSettings.Role;
import dev.canard.deploy.http.login.Sessions;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what. A user shows a token as {@code Authorization: Bearer TOKEN}, or the cookie of a session that began with a login. Without
 * users and without an issuer in the configuration, whoever comes from this machine, and asks for it by a name of this machine, is the local
 * user and may do everything.
 *
 * <p>What changes something also takes the header {@code X-Canard-Request}, which no form can send, and no foreign {@code Origin}: a page of
 * another site cannot act in the user's name (OWASP, Cross-Site Request Forgery Prevention). A foreign name of the host is refused to the local
 * user, lest another site's name leads here (DNS rebinding).
 */
final class ConsoleAccess {

    private static final String BEARER = "Bearer ";

    /** A request with this header is no use of its session. */
    private static final String AUTOMATIC = "X-Canard-Automatic";

    private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Visitor LOCAL = new Visitor("local", Role.ADMIN, null);

    private final ConsoleSettings settings;
    private final LoginGuard guard;
    private final Sessions sessions;
    private final ConsoleCookies cookies;

    /**
     * Who asks.
     *
     * @param session the id of the session; null for a token and for the local user
     */
    record Visitor(String name, Role role, @Nullable String session) {}

    ConsoleAccess(ConsoleSettings settings, LoginGuard guard, Sessions sessions, ConsoleCookies cookies) {
        this.settings = settings;
        this.guard = guard;
        this.sessions = sessions;
        this.cookies = cookies;
    }

    /**
     * The user behind a request.
     *
     * @throws Refused if there is none, or the user may not do it
     */
    Visitor admit(Context context, Role needed) {
        Visitor visitor = visitor(context).orElseThrow(ConsoleAccess::unknown);
        if (visitor.role().compareTo(needed) < 0) {
            throw new Refused(
                    HttpStatus.FORBIDDEN,
                    "takes the role %s, %s has %s".formatted(needed, visitor.name(), visitor.role()));
        }
        if (changes(context)) {
            String origin = context.header("Origin");
            if (origin != null
                    && !origin.equals(origin(context))
                    && !origin.equals(settings.oidc().publicUrl())) {
                throw new Refused(
                        HttpStatus.FORBIDDEN,
                        "asked by another site; behind a proxy console.oidc.public-url must be what browsers call this one");
            }
            if (context.header("X-Canard-Request") == null) {
                throw new Refused(HttpStatus.FORBIDDEN, "takes the header X-Canard-Request");
            }
        }
        return visitor;
    }

    /** Whether someone who was admitted still would be; does not count as a use of the session. */
    boolean stillAdmits(Visitor visitor) {
        return visitor.session() == null || sessions.holds(visitor.session());
    }

    private Optional<Visitor> visitor(Context context) {
        if (settings.needsNoLogin()) {
            return isLocal(context) ? Optional.of(LOCAL) : Optional.empty();
        }
        String header = context.header("Authorization");
        if (header != null && header.startsWith(BEARER)) {
            return Optional.of(byToken(context, header.substring(BEARER.length())));
        }
        // Ids that are wrong are not held up: they cannot be guessed, and every page that was left open sends one that
        // has ended.
        return cookies.session(context)
                .flatMap(id -> (isAutomatic(context) ? sessions.look(id) : sessions.use(id))
                        .map(session -> new Visitor(session.name(), session.role(), id)));
    }

    /** Whether a page asks by itself: one that is left open must not keep its session for ever. */
    private static boolean isAutomatic(Context context) {
        return context.header(AUTOMATIC) != null;
    }

    private Visitor byToken(Context context, String token) {
        guard.check(context);
        byte[] hash = DigestUtils.sha256(token);
        return settings.users().stream()
                .filter(user -> MessageDigest.isEqual(HexFormat.of().parseHex(user.tokenHash()), hash))
                .findFirst()
                .map(user -> new Visitor(user.name(), user.role(), null))
                .orElseThrow(() -> guard.failed(context, unknown()));
    }

    private static Refused unknown() {
        return new Refused(
                HttpStatus.UNAUTHORIZED, "takes a token that is known in the header Authorization, or a login");
    }

    /** Whether a request comes from this machine, by a name of this machine. */
    static boolean isLocal(Context context) {
        try {
            return InetAddress.getByName(context.req().getRemoteAddr()).isLoopbackAddress()
                    && LOCAL_NAMES.contains(context.req().getServerName());
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean changes(Context context) {
        return !context.method().equals(HandlerType.GET) && !context.method().equals(HandlerType.HEAD);
    }

    /** Where a request was sent to, as the browser names it. */
    static String origin(Context context) {
        URI asked = URI.create(context.url());
        return asked.getScheme() + "://" + asked.getAuthority();
    }

    /** A request that is not answered. */
    static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final HttpStatus status;
        private final String detail;
        private final @Nullable Duration pause;

        Refused(HttpStatus status, String detail) {
            this(status, detail, null);
        }

        /** @param pause after which it may be answered; null if it does not depend on time */
        Refused(HttpStatus status, String detail, @Nullable Duration pause) {
            super(detail, null, false, false);
            this.status = status;
            this.detail = detail;
            this.pause = pause;
        }

        HttpStatus status() {
            return status;
        }

        String detail() {
            return detail;
        }

        @Nullable
        Duration pause() {
            return pause;
        }
    }
}
