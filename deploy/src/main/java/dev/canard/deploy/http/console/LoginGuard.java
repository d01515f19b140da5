package dev.canard.deploy.http.console;

import dev.canard.deploy.config.LoginSettings;
import dev.canard.deploy.http.console.ConsoleAccess.Refused;
import dev.canard.deploy.http.login.ClientAddresses;
import dev.canard.deploy.http.login.Throttle;
import dev.canard.metrics.Meter;
import dev.canard.metrics.Meters;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;

/** Makes wait who shows wrong tokens or comes back from the issuer with nothing. */
final class LoginGuard {

    private final Throttle throttle;
    private final ClientAddresses addresses;
    private final Meters meters;

    LoginGuard(LoginSettings settings, Meters meters, InstantSource clock) {
        throttle = new Throttle(settings.failuresPerMinute(), clock);
        addresses = new ClientAddresses(settings.trustedProxies());
        this.meters = meters;
    }

    /**
     * Before a token or a login is looked at.
     *
     * @throws Refused if the client must wait
     */
    void check(Context context) {
        throttle.pause(client(context)).ifPresent(pause -> {
            throw held(pause);
        });
    }

    /** Counts a failure; what is to be answered: as it was, or that the client must wait. */
    Refused failed(Context context, Refused refused) {
        meters.count(Meter.FAILED_LOGINS);
        return throttle.failed(client(context)).map(LoginGuard::held).orElse(refused);
    }

    private static Refused held(Duration pause) {
        return new Refused(HttpStatus.TOO_MANY_REQUESTS, "too many logins from your address have failed; wait", pause);
    }

    private String client(Context context) {
        return addresses.of(
                context.req().getRemoteAddr(), Collections.list(context.req().getHeaders("X-Forwarded-For")));
    }
}
