package dev.canard.deploy.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The moderators' console, which is served where metrics and health are.
 *
 * @param users who may use it with a token; empty, and without an issuer, lets everybody in who reaches it from this machine, and nobody
 *     else
 * @param claimTime how long an alert stays with who claimed it
 * @param blurTexts whether posts are blurred until one looks at them
 * @param reasons among which a moderator chooses
 * @param reasonRequired whether to confirm, dismiss or escalate takes one
 * @param narrativeQuota how many alerts of one claim may stand before those of others, at least 1
 * @param login how failed logins are held up
 * @param oidc the issuer by which users log in
 */
public record ConsoleSettings(
        @JsonPropertyDescription(
                "Who may use it with a token; empty, and without an issuer, lets everybody in who reaches it from this machine, and nobody else")
        List<User> users,

        @JsonPropertyDescription("How long an alert stays with who claimed it")
        Duration claimTime,

        @JsonPropertyDescription("Whether posts are blurred until one looks at them")
        boolean blurTexts,

        @JsonPropertyDescription("Reasons among which a moderator chooses")
        List<String> reasons,

        @JsonPropertyDescription("Whether to confirm, dismiss or escalate takes a reason")
        boolean reasonRequired,

        @JsonPropertyDescription("How many alerts of one claim may stand before those of others, the oldest first")
        int narrativeQuota,

        @JsonPropertyDescription("How failed logins are held up")
        LoginSettings login,

        @JsonPropertyDescription("The issuer by which users log in")
        OidcSettings oidc) {

    public static final ConsoleSettings DEFAULTS = new ConsoleSettings(
            List.of(),
            Duration.ofMinutes(10),
            false,
            List.of("spreads the claim", "refutes it", "another claim", "a joke", "needs an expert"),
            false,
            50,
            LoginSettings.DEFAULTS,
            OidcSettings.DEFAULTS);

    /** What a user may do; each may do all that those before may. */
    public enum Role {
        VIEWER,
        ANALYST,
        MODERATOR,
        ADMIN
    }

    /**
     * A user.
     *
     * @param name as decisions show it; may be a pseudonym
     * @param role what the user may do
     * @param tokenHash SHA-256 of the user's token, in hexadecimal
     */
    public record User(
            @JsonPropertyDescription("As decisions show it; may be a pseudonym")
            String name,

            @JsonPropertyDescription("What the user may do") Role role,

            @JsonPropertyDescription("SHA-256 of the user's token, in hexadecimal")
            String tokenHash) {

        private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

        public User {
            if (name.isBlank()) {
                throw new IllegalArgumentException("users need a name");
            }
            if (!SHA_256.matcher(tokenHash).matches()) {
                throw new IllegalArgumentException("token-hash of " + name + " must be 64 hexadecimal digits");
            }
        }
    }

    public ConsoleSettings {
        users = List.copyOf(users);
        reasons = List.copyOf(reasons);
        Set<String> names = new HashSet<>();
        for (User user : users) {
            if (!names.add(user.name())) {
                throw new IllegalArgumentException("users has two of the name " + user.name());
            }
        }
        if (!claimTime.isPositive()) {
            throw new IllegalArgumentException("claim-time must be positive, was " + claimTime);
        }
        if (narrativeQuota < 1) {
            throw new IllegalArgumentException("narrative-quota must be at least 1, was " + narrativeQuota);
        }
        if (reasonRequired && reasons.isEmpty()) {
            throw new IllegalArgumentException("reasons must not be empty where one is required");
        }
    }
    /** Whether nobody needs to say who they are: then only who comes from this machine is let in. */
    public boolean needsNoLogin() {
        return users.isEmpty() && !oidc.offersLogin();
    }

    /** The same with other users. */
    public ConsoleSettings withUsers(List<User> other) {
        return new ConsoleSettings(other, claimTime, blurTexts, reasons, reasonRequired, narrativeQuota, login, oidc);
    }

    /** The same with other bounds of failed logins. */
    public ConsoleSettings withLogin(LoginSettings other) {
        return new ConsoleSettings(users, claimTime, blurTexts, reasons, reasonRequired, narrativeQuota, other, oidc);
    }

    /** The same with another issuer. */
    public ConsoleSettings withOidc(OidcSettings other) {
        return new ConsoleSettings(users, claimTime, blurTexts, reasons, reasonRequired, narrativeQuota, login, other);
    }
}
