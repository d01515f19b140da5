package dev.canard.deploy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canard.deploy.config.ConsoleSettings.Role;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OidcSettingsTest {

    private static final List<String> SOUND = List.of(
            "console.oidc.issuer=https://id.example/realm",
            "console.oidc.client-id=canard",
            "console.oidc.roles={checkers: moderator, heads: admin}");

    @Test
    void load_nothingOfIt_offersNoLogin() {
        assertThat(CanardSettings.DEFAULTS.console().oidc().offersLogin()).isFalse();
        assertThat(CanardSettings.DEFAULTS.console().needsNoLogin()).isTrue();
    }

    @Test
    void load_whatMustBeSet_keepsTheOtherDefaults() {
        ConsoleSettings console = load().console();

        assertThat(console.needsNoLogin()).isFalse();
        assertThat(console.oidc().offersLogin()).isTrue();
        assertThat(console.oidc().roles())
                .containsEntry("checkers", Role.MODERATOR)
                .containsEntry("heads", Role.ADMIN);
        assertThat(console.oidc().scopes()).containsExactly("openid", "profile");
    }

    @ParameterizedTest
    @CsvSource({
        "issuer, http://id.example, issuer must begin with https",
        "issuer, id.example, issuer must begin with https",
        "issuer, https://id.example/?a=b, issuer must have no query",
        "issuer, https:// id, issuer must be an address",
        "client-id, '\"\"', client-id must be set",
        "scopes, [profile], scopes must have openid",
        "name-claim, '\"\"', name-claim and role-claim must not be blank",
        "idle-time, PT9H, idle-time must be positive and not longer than session-time",
        "idle-time, PT0S, idle-time must be positive",
        "public-url, http://canard.example, public-url must begin with https",
        "public-url, https://me@canard.example, public-url must begin with https",
        "public-url, https://canard.example/, public-url must end with its host or port",
    })
    void load_valueThatCannotBe_isRefused(String key, String value, String why) {
        assertThatThrownBy(() -> load("console.oidc." + key + "=" + value))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(why);
    }

    @Test
    void load_issuerWithoutRoles_isRefused() {
        assertThatThrownBy(() -> SettingsLoader.load(null, SOUND.subList(0, 2)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("roles must name at least one");
    }

    @Test
    void load_issuerAndConsoleOnThisMachine_mayDoWithoutTls() {
        OidcSettings oidc = load(
                        "console.oidc.issuer=http://localhost:9000", "console.oidc.public-url=http://127.0.0.1:8080")
                .console()
                .oidc();

        assertThat(oidc.offersLogin()).isTrue();
    }

    @Test
    void load_proxyThatIsNoAddress_isRefused() {
        assertThatThrownBy(() -> load("console.login.trusted-proxies=[proxy.example]"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("must be addresses, not names");
        assertThatThrownBy(() -> load("console.login.failures-per-minute=0"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("failures-per-minute must be at least 1");
    }

    private static CanardSettings load(String... more) {
        return SettingsLoader.load(
                null, Stream.concat(SOUND.stream(), Stream.of(more)).toList());
    }
}
