package dev.canard.deploy.http.console;

import dev.canard.deploy.config.OidcSettings;
import dev.canard.deploy.http.console.ConsoleAccess.Refused;
import dev.canard.deploy.http.console.ConsoleAccess.Visitor;
import dev.canard.deploy.http.login.IssuerUnreachableException;
import dev.canard.deploy.http.login.Login;
import dev.canard.deploy.http.login.LoginSeal;
import dev.canard.deploy.http.login.OidcIssuer;
import dev.canard.deploy.http.login.PendingLogin;
import dev.canard.deploy.http.login.Sessions;
import dev.canard.ingest.ShippedResource;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;

/**
 * Logging in and out: {@code /login} leads to the issuer, {@code /login/callback} takes who comes back, {@code /logout} ends the session. What
 * goes wrong is told to browsers as a page.
 */
final class LoginRoutes {

    static final String LOGIN = "/login";
    static final String CALLBACK = "/login/callback";
    static final String LOGOUT = "/logout";

    private static final String PAGE = page();
    private static final Duration SOON = Duration.ofSeconds(5);

    private final OidcSettings settings;
    private final LoginGuard guard;
    private final Sessions sessions;
    private final ConsoleCookies cookies;
    private final LoginSeal seal;

    /** Null where no issuer is configured. */
    private final @Nullable OidcIssuer issuer;

    LoginRoutes(
            OidcSettings settings, LoginGuard guard, Sessions sessions, ConsoleCookies cookies, InstantSource clock) {
        this.settings = settings;
        this.guard = guard;
        this.sessions = sessions;
        this.cookies = cookies;
        seal = new LoginSeal(clock);
        issuer = settings.offersLogin() ? new OidcIssuer(settings, clock) : null;
    }

    /** What answers GET to whom nobody knows yet, by path. */
    Map<String, Handler> handlers() {
        return Map.of(LOGIN, this::begin, CALLBACK, this::finish);
    }

    private OidcIssuer issuer() {
        if (issuer == null) {
            throw new Refused(HttpStatus.NOT_FOUND, "no issuer is configured (console.oidc): there is no login");
        }
        return issuer;
    }

    private void begin(Context context) {
        OidcIssuer known = issuer();
        guard.check(context);
        try {
            OidcIssuer.Begun begun = known.begin(redirect(context));
            cookies.setLogin(context, seal.seal(begun.pending()));
            context.redirect(begun.address().toString());
        } catch (IssuerUnreachableException e) {
            throw unreachable(e);
        }
    }

    private URI redirect(Context context) {
        if (!settings.publicUrl().isEmpty()) {
            return URI.create(settings.publicUrl() + CALLBACK);
        }
        // A name that anybody may send must not become an address to which an issuer sends codes.
        if (!ConsoleAccess.isLocal(context)) {
            throw new Refused(
                    HttpStatus.FORBIDDEN,
                    "console.oidc.public-url is not set: one can log in from the console's own machine only");
        }
        return URI.create(ConsoleAccess.origin(context) + CALLBACK);
    }

    private void finish(Context context) {
        OidcIssuer known = issuer();
        Optional<PendingLogin> pending = cookies.login(context).flatMap(seal::open);
        cookies.clearLogin(context);
        if (pending.isEmpty()) {
            // Not counted: nothing was tried, and any page can make a browser come here.
            throw new Refused(
                    HttpStatus.UNAUTHORIZED, "this browser has not begun a login here, or too long ago; begin again");
        }
        guard.check(context);
        try {
            switch (known.finish(pending.get(), context.queryParamMap())) {
                case Login.Done(String name, var role) -> {
                    cookies.session(context).ifPresent(sessions::end);
                    cookies.setSession(context, sessions.begin(name, role));
                    context.redirect("/");
                }
                case Login.WithoutRole(String name) ->
                    throw new Refused(
                            HttpStatus.FORBIDDEN,
                            "%s has no role here; who configures Canard gives one by console.oidc.roles"
                                    .formatted(name));
                case Login.Refused(String why) ->
                    throw guard.failed(context, new Refused(HttpStatus.UNAUTHORIZED, why + "; begin again"));
            }
        } catch (IssuerUnreachableException e) {
            throw unreachable(e);
        }
    }

    private static Refused unreachable(IssuerUnreachableException e) {
        return new Refused(
                HttpStatus.SERVICE_UNAVAILABLE, e.getMessage() + "; try again soon. Tokens still work", SOON);
    }

    /** Ends the session of a visitor who has one. */
    void logOut(Context context, Visitor visitor) {
        if (visitor.session() != null) {
            sessions.end(visitor.session());
            cookies.clearSession(context);
        }
    }

    /** Whether a person is to read what goes wrong with a login. */
    boolean isAskedByBrowser(Context context) {
        return handlers().containsKey(context.path())
                && Objects.requireNonNullElse(context.header("Accept"), "").contains("text/html");
    }

    /** Tells a person what went wrong. */
    void page(Context context, HttpStatus status, String detail) {
        context.status(status).html(PAGE.replace("{{detail}}", Entities.escape(detail)));
    }

    private static String page() {
        byte[] page = ShippedResource.bytes(LoginRoutes.class, "/dev/canard/deploy/console/login.html");
        return new String(page, StandardCharsets.UTF_8);
    }
}
