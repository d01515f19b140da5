package dev.canard.deploy.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.net.InetAddress;
import java.util.List;

/**
 * How failed logins to the console are held up.
 *
 * @param failuresPerMinute so many tokens or logins of one address may be wrong in a minute, at least 1; of all together ten times as many
 * @param trustedProxies addresses of proxies whose {@code X-Forwarded-For} is believed
 */
public record LoginSettings(
        @JsonPropertyDescription(
                "So many tokens or logins of one address may be wrong in a minute; of all together ten times as many")
        int failuresPerMinute,

        @JsonPropertyDescription("Addresses of proxies whose X-Forwarded-For is believed")
        List<String> trustedProxies) {

    public static final LoginSettings DEFAULTS = new LoginSettings(10, List.of());

    public LoginSettings {
        if (failuresPerMinute < 1) {
            throw new IllegalArgumentException("failures-per-minute must be at least 1, was " + failuresPerMinute);
        }
        trustedProxies = List.copyOf(trustedProxies);
        for (String proxy : trustedProxies) {
            try {
                InetAddress.ofLiteral(proxy);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("trusted-proxies must be addresses, not names: " + proxy, e);
            }
        }
    }
}
