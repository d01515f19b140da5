package dev.canard.deploy.http.console;

import dev.canard.deploy.config.ConsoleSettings;
import dev.canard.deploy.config.ConsoleSettings.Role;
import dev.canard.deploy.config.ConsoleSettings.User;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * Who may do what. A user shows a token as {@code Authorization: Bearer TOKEN}. Without users in the configuration, whoever comes from this
 * machine, and asks for it by a name of this machine, is the local user and may do everything.
 *
 * <p>What changes something also takes the header {@code X-Canard-Request}, which no form can send, and no foreign {@code Origin}: a page of
 * another site cannot act in the local user's name (OWASP, Cross-Site Request Forgery Prevention). A foreign name of the host is refused, lest
 * another site's name leads here (DNS rebinding).
 */
final class ConsoleAccess {

    private static final String BEARER = "Bearer ";
    private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final User LOCAL = new User("local", Role.ADMIN, "0".repeat(64));

    private final ConsoleSettings settings;

    ConsoleAccess(ConsoleSettings settings) {
        this.settings = settings;
    }

    /**
     * The user behind a request.
     *
     * @throws Refused if there is none, or the user may not do it
     */
    User admit(Context context, Role needed) {
        User user = user(context)
                .orElseThrow(() -> new Refused(
                        HttpStatus.UNAUTHORIZED, "the header Authorization must hold a token that is known"));
        if (user.role().compareTo(needed) < 0) {
            throw new Refused(
                    HttpStatus.FORBIDDEN, "takes the role %s, %s has %s".formatted(needed, user.name(), user.role()));
        }
        if (changes(context)) {
            String origin = context.header("Origin");
            if (origin != null && !origin.equals(origin(context))) {
                throw new Refused(HttpStatus.FORBIDDEN, "asked by another site");
            }
            if (context.header("X-Canard-Request") == null) {
                throw new Refused(HttpStatus.FORBIDDEN, "takes the header X-Canard-Request");
            }
        }
        return user;
    }

    private Optional<User> user(Context context) {
        if (settings.users().isEmpty()) {
            return isLocal(context) ? Optional.of(LOCAL) : Optional.empty();
        }
        String header = context.header("Authorization");
        if (header == null || !header.startsWith(BEARER)) {
            return Optional.empty();
        }
        byte[] hash = sha256(header.substring(BEARER.length()));
        return settings.users().stream()
                .filter(user -> MessageDigest.isEqual(HexFormat.of().parseHex(user.tokenHash()), hash))
                .findFirst();
    }

    private static boolean isLocal(Context context) {
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

    private static String origin(Context context) {
        URI asked = URI.create(context.url());
        return asked.getScheme() + "://" + asked.getAuthority();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** A request that is not answered. */
    static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final HttpStatus status;
        private final String detail;

        Refused(HttpStatus status, String detail) {
            super(detail, null, false, false);
            this.status = status;
            this.detail = detail;
        }

        HttpStatus status() {
            return status;
        }

        String detail() {
            return detail;
        }
    }
}
