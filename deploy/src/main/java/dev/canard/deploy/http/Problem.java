package dev.canard.deploy.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.Map;

/**
 * Answers that tell what is wrong with a request.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457: Problem Details for HTTP APIs</a>
 */
final class Problem {

    private Problem() {}

    static void answer(Context context, HttpStatus status, String detail) {
        context.status(status)
                .json(Map.of(
                        "type",
                        "about:blank",
                        "title",
                        status.getMessage(),
                        "status",
                        status.getCode(),
                        "detail",
                        detail))
                .contentType("application/problem+json");
    }

    /** The same, and when to try again. */
    static void answer(Context context, HttpStatus status, String detail, Duration retryAfter) {
        context.header(
                "Retry-After",
                Long.toString(Math.max(1, retryAfter.plusMillis(999).toSeconds())));
        answer(context, status, detail);
    }
}
