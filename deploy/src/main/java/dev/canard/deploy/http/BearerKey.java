package dev.canard.deploy.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The key that whoever sends something must send with it, as {@code Authorization: Bearer KEY}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750">RFC 6750: Bearer tokens</a>
 */
final class BearerKey {

    private static final String PREFIX = "Bearer ";

    private final byte[] key;

    /** @throws IllegalArgumentException if the key is empty */
    BearerKey(String key) {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("no key is set");
        }
        this.key = key.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the request holds the key; answers it if not. Takes the same time wherever the key is wrong. */
    boolean admits(Context context) {
        String authorization = context.header("Authorization");
        if (authorization != null
                && authorization.startsWith(PREFIX)
                && MessageDigest.isEqual(
                        key, authorization.substring(PREFIX.length()).strip().getBytes(StandardCharsets.UTF_8))) {
            return true;
        }
        context.header("WWW-Authenticate", "Bearer");
        Problem.answer(context, HttpStatus.UNAUTHORIZED, "the header Authorization must hold the key");
        return false;
    }
}
