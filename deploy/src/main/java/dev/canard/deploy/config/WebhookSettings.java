package dev.canard.deploy.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An address that is told of events.
 *
 * @param name what logs and metrics call it, and its place in the topics is kept under: letters a to z, digits and dashes
 * @param url where events are posted to; https, or with {@code allowPrivate} also http. May hold a secret, so that it is never shown
 * @param secretFile file with the key of signatures, as Base64 of 32 bytes or more, {@code whsec_} before it or not
 * @param events of which it is told
 * @param allowPrivate whether the address may lie in a private network or on this machine
 */
public record WebhookSettings(
        @JsonPropertyDescription("What logs and metrics call it: letters a to z, digits and dashes")
        String name,

        @JsonPropertyDescription("Where events are posted to: https, or with allow-private also http")
        String url,

        @JsonPropertyDescription(
                "File with the key of signatures, as Base64 of 32 bytes or more, whsec_ before it or not")
        String secretFile,

        @JsonPropertyDescription("Of which it is told: alert_opened, alert_withdrawn, decision")
        List<Event> events,

        @JsonSetter(nulls = Nulls.AS_EMPTY)
        @JsonPropertyDescription(
                "Whether the address may lie in a private network or on this machine; false unless it is set")
        boolean allowPrivate) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

    /** What can be told. */
    public enum Event {
        /** An alert was raised, or changed while it holds. */
        ALERT_OPENED,
        /** An alert no longer holds. */
        ALERT_WITHDRAWN,
        /** A moderator decided. */
        DECISION
    }

    public WebhookSettings {
        events = List.copyOf(events);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name must be 1 to 40 letters a to z, digits and dashes, was \"%s\"".formatted(name));
        }
        check(name, url, allowPrivate);
        if (secretFile.isBlank()) {
            throw new IllegalArgumentException("secret-file of %s is missing".formatted(name));
        }
        if (events.isEmpty()) {
            throw new IllegalArgumentException("events of %s must name at least one".formatted(name));
        }
    }

    private static void check(String name, String url, boolean allowPrivate) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("url of %s is no address".formatted(name), e);
        }
        boolean http = "http".equalsIgnoreCase(uri.getScheme());
        if (!http && !"https".equalsIgnoreCase(uri.getScheme())) {
            throw new IllegalArgumentException("url of %s must begin with https:".formatted(name));
        }
        if (http && !allowPrivate) {
            throw new IllegalArgumentException(
                    "url of %s must begin with https: unless allow-private is set".formatted(name));
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "url of %s must name a host, and neither a user nor a fragment".formatted(name));
        }
    }

    /** Without the address, which must not get into a log. */
    @Override
    public String toString() {
        return "WebhookSettings[name=%s, events=%s, allowPrivate=%s]".formatted(name, events, allowPrivate);
    }
}
