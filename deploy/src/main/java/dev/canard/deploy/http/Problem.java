package dev.canard.deploy.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.canard.event.EventJson;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Answers that tell what is wrong with a request.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457: Problem Details for HTTP APIs</a>
 */
public final class Problem {

    private static final JsonMapper MAPPER = EventJson.mapper();

    private Problem() {}

    public static void answer(Context context, HttpStatus status, String detail) {
        answer(context, status, detail, Map.of());
    }

    /** The same, and when to try again. */
    static void answer(Context context, HttpStatus status, String detail, Duration retryAfter) {
        retryAfter(context, retryAfter);
        answer(context, status, detail);
    }

    /** Tells when to try again, in whole seconds. */
    public static void retryAfter(Context context, Duration pause) {
        context.header(
                "Retry-After", Long.toString(Math.max(1, pause.plusMillis(999).toSeconds())));
    }

    /**
     * The same with members of the request's own kind.
     *
     * @param more by name
     */
    public static void answer(Context context, HttpStatus status, String detail, Map<String, ?> more) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", status.getMessage());
        problem.put("status", status.getCode());
        problem.put("detail", detail);
        problem.putAll(more);
        try {
            context.status(status).contentType("application/problem+json").result(MAPPER.writeValueAsBytes(problem));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
