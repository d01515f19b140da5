package dev.canard.deploy.http.console;

import dev.canard.deploy.check.TextChecks;
import dev.canard.deploy.config.ConsoleSettings.Role;
import dev.canard.deploy.http.console.Console.Route;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the pipeline would make of a text. For analysts: it takes as long as a post does. */
final class CheckRoute {

    /** One is checked, and so many wait. */
    private static final int MOST_AT_ONCE = 4;

    /** Longer than models take to load. */
    private static final Duration TURN = Duration.ofSeconds(30);

    private static final Duration SOON = Duration.ofSeconds(2);

    private final TextChecks checks;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    CheckRoute(TextChecks checks) {
        this.checks = checks;
    }

    /** What is asked. */
    record Question(@Nullable String text) {}

    Route route() {
        return new Route(HandlerType.POST, "/api/check", Role.ANALYST, this::check);
    }

    private void check(Context context) throws InterruptedException {
        String text = Console.body(context, Question.class).text();
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("there is no text");
        }
        if (!places.tryAcquire(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new ConsoleAccess.Refused(
                    HttpStatus.SERVICE_UNAVAILABLE, "too many texts are being checked; try again soon", SOON);
        }
        try {
            Console.answer(context, checks.check(text));
        } finally {
            places.release();
        }
    }
}
