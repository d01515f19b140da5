package dev.canard.deploy.http.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LoginSealTest {

    private static final Instant BEGUN = Instant.parse("2026-11-28T12:00:00Z");
    private static final PendingLogin PENDING = new PendingLogin(
            "state", "nonce", "verifier", URI.create("https://canard.example/login/callback"), BEGUN.plusSeconds(600));

    private final AtomicReference<Instant> now = new AtomicReference<>(BEGUN);
    private final LoginSeal seal = new LoginSeal(now::get);

    @Test
    void open_whatWasSealed_isTheSame_untilItIsTooLate() {
        String sealed = seal.seal(PENDING);

        assertThat(seal.open(sealed)).hasValue(PENDING);
        now.set(BEGUN.plus(Duration.ofMinutes(10)));
        assertThat(seal.open(sealed)).isEmpty();
    }

    @Test
    void open_whatAnotherSealed_orIsChanged_isNothing() {
        String sealed = seal.seal(PENDING);
        int middle = sealed.length() - 40;
        String changed =
                sealed.substring(0, middle) + (sealed.charAt(middle) == 'A' ? 'B' : 'A') + sealed.substring(middle + 1);

        assertThat(new LoginSeal(now::get).open(sealed)).isEmpty();
        assertThat(seal.open(changed)).isEmpty();
        assertThat(seal.open("")).isEmpty();
        assertThat(seal.open("a.b.c.d.e")).isEmpty();
        assertThat(seal.open("eyJhbGciOiJub25lIn0.e30.")).isEmpty();
        assertThat(seal.open("x".repeat(10_000))).isEmpty();
    }

    @Test
    void toString_ofAPendingLogin_hasNoSecret() {
        assertThat(PENDING.toString()).doesNotContain("nonce", "verifier", "state");
    }
}
