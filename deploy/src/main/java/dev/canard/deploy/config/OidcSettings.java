package dev.canard.deploy.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.canard.deploy.config.ConsoleSettings.Role;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How users log in to the console by an issuer of OpenID Connect.
 *
 * @param issuer its identifier, below which its discovery document lies; https, or http on this machine; empty offers no login
 * @param clientId as which Canard is registered there
 * @param clientSecretFile holds the client's secret, whose last line break does not count; empty for a public client
 * @param scopes what is asked for, {@code openid} among it
 * @param nameClaim by which decisions name the user, {@code sub} where it is missing
 * @param roleClaim a text or a list of texts
 * @param roles by a value of that claim; who has several gets the highest, who has none is refused
 * @param sessionTime after so long one must log in again, whatever one does
 * @param idleTime after so long without a request one must log in again; not longer than the session
 * @param publicUrl where browsers reach the console, without a path; https, or http on this machine; empty lets only browsers of this machine
 *     log in
 */
public record OidcSettings(
        @JsonPropertyDescription(
                "Its identifier, below which its discovery document lies; https, or http on this machine; empty offers no login")
        String issuer,

        @JsonPropertyDescription("As which Canard is registered there")
        String clientId,

        @JsonPropertyDescription("File that holds the client's secret; empty for a public client")
        String clientSecretFile,

        @JsonPropertyDescription("What is asked for, openid among it")
        List<String> scopes,

        @JsonPropertyDescription(
                "Claim by which decisions name the user, sub where it is missing; users should not be able to choose it")
        String nameClaim,

        @JsonPropertyDescription("Claim of the ID token that tells the role: a text or a list of texts")
        String roleClaim,

        @JsonPropertyDescription(
                "The role by a value of that claim; who has several gets the highest, who has none is refused")
        Map<String, Role> roles,

        @JsonPropertyDescription("After so long one must log in again, whatever one does")
        Duration sessionTime,

        @JsonPropertyDescription("After so long without a request one must log in again")
        Duration idleTime,

        @JsonPropertyDescription(
                "Where browsers reach the console, without a path, such as https://canard.example, needed where TLS ends before it;"
                        + " empty lets only browsers of this machine log in")
        String publicUrl) {

    public static final OidcSettings DEFAULTS = new OidcSettings(
            "",
            "",
            "",
            List.of("openid", "profile"),
            "preferred_username",
            "groups",
            Map.of(),
            Duration.ofHours(8),
            Duration.ofHours(1),
            "");

    private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    public OidcSettings {
        scopes = List.copyOf(scopes);
        roles = Map.copyOf(roles);
        if (!scopes.contains("openid")) {
            throw new IllegalArgumentException("scopes must have openid among them, were " + scopes);
        }
        if (nameClaim.isBlank() || roleClaim.isBlank()) {
            throw new IllegalArgumentException("name-claim and role-claim must not be blank");
        }
        if (!idleTime.isPositive() || idleTime.compareTo(sessionTime) > 0) {
            throw new IllegalArgumentException(
                    "idle-time must be positive and not longer than session-time, was " + idleTime);
        }
        if (!publicUrl.isEmpty()) {
            URI url = checked("public-url", publicUrl);
            if (!url.getPath().isEmpty()) {
                throw new IllegalArgumentException("public-url must end with its host or port, was " + publicUrl);
            }
        }
        if (!issuer.isEmpty()) {
            checked("issuer", issuer);
            if (clientId.isBlank()) {
                throw new IllegalArgumentException("client-id must be set where there is an issuer");
            }
            if (roles.isEmpty()) {
                throw new IllegalArgumentException("roles must name at least one where there is an issuer");
            }
        }
    }

    /** Whether one can log in. */
    public boolean offersLogin() {
        return !issuer.isEmpty();
    }

    private static URI checked(String key, String value) {
        URI url;
        try {
            url = URI.create(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s must be an address of the web, was %s".formatted(key, value), e);
        }
        boolean safe = "https".equals(url.getScheme())
                || ("http".equals(url.getScheme()) && url.getHost() != null && LOCAL_NAMES.contains(url.getHost()));
        if (!safe || url.getHost() == null || url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "%s must begin with https, or be on this machine, was %s".formatted(key, value));
        }
        if (url.getQuery() != null || url.getFragment() != null) {
            throw new IllegalArgumentException("%s must have no query and no fragment, was %s".formatted(key, value));
        }
        return url;
    }
}
