package dev.canard.deploy.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canard.deploy.config.WebhookSettings;
import dev.canard.deploy.config.WebhookSettings.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {

    @TempDir
    private Path directory;

    @Test
    void sign_isWhatTheLibrariesOfStandardWebhooksTestWith() {
        SigningKey key = new SigningKey(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

        String signature =
                key.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.ofEpochSecond(1614265330), "{\"test\": 2432232314}");

        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
                "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\n",
                "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\r\n"
            })
    void of_everyFormOfAFile_givesTheSameKey(String text) throws IOException {
        SigningKey key = SigningKey.of(settings(file(text)));

        assertThat(key.sign("msg_1", Instant.EPOCH, "{\"ö\":1}"))
                .isEqualTo(new SigningKey("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII))
                        .sign("msg_1", Instant.EPOCH, "{\"ö\":1}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "whsec_",
                "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZQ==",
                "0123456789abcdef0123456789abcdef#secret"
            })
    void of_keyThatIsTooShortOrNoBase64_isRefusedWithoutTellingIt(String text) throws IOException {
        Path file = file(text);

        assertThatThrownBy(() -> SigningKey.of(settings(file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("secret-file %s of webhook tool must hold Base64 of 32 bytes or more", file);
    }

    @Test
    void of_fileThatIsNotThere_isRefused() {
        assertThatThrownBy(() -> SigningKey.of(settings(directory.resolve("none"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("secret-file of webhook tool cannot be read: ");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("key"), text);
    }

    private static WebhookSettings settings(Path file) {
        return new WebhookSettings(
                "tool", "https://tool.example/hook", file.toString(), List.of(Event.DECISION), false);
    }
}
