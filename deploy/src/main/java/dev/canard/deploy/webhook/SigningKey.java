package dev.canard.deploy.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import dev.canard.deploy.config.WebhookSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;

/**
 * Signs what is sent to a webhook. Thread-safe.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks</a>
 */
final class SigningKey {

    private static final int SHORTEST = 32;
    private static final String PREFIX = "whsec_";

    private final Webhook signer;

    /** @throws IllegalArgumentException if the key is empty */
    SigningKey(byte[] key) {
        try {
            signer = new Webhook(key);
        } catch (EmptyWebhookSecretException e) {
            throw new IllegalArgumentException("no key", e);
        }
    }

    /**
     * The key of a webhook's file.
     *
     * @throws IllegalArgumentException if the file cannot be read, is no Base64 or holds less than 32 bytes; the message does not tell
     *     what is in it
     */
    static SigningKey of(WebhookSettings settings) {
        String text;
        try {
            text = Files.readString(Path.of(settings.secretFile()), StandardCharsets.ISO_8859_1)
                    .strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "secret-file of webhook %s cannot be read: %s".formatted(settings.name(), e), e);
        }
        byte[] key = decoded(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text);
        if (key.length < SHORTEST) {
            throw new IllegalArgumentException("secret-file %s of webhook %s must hold Base64 of %d bytes or more"
                    .formatted(settings.secretFile(), settings.name(), SHORTEST));
        }
        return new SigningKey(key);
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** The header {@code webhook-signature}: {@code v1,} and the Base64 of HMAC-SHA-256 over id, seconds and body, with dots between. */
    String sign(String id, Instant at, String body) {
        try {
            return signer.sign(id, at.getEpochSecond(), body);
        } catch (WebhookSigningException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }
}
