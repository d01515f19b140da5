package dev.canard.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canard.event.Author;
import dev.canard.event.Events;
import dev.canard.topic.RawHeaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorKeyTest {

    @TempDir
    private Path directory;

    @Test
    void of_noFile_isNull() {
        assertThat(AuthorKey.of(IngestSettings.DEFAULTS)).isNull();
    }

    @Test
    void of_missingFileOrShortKey_saysSo() {
        assertThatThrownBy(() -> AuthorKey.of(settings(directory.resolve("missing"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("author-key-file")
                .hasMessageContaining("cannot be read: java.nio.file.NoSuchFileException");
        assertThatThrownBy(() -> key("too short")).hasMessageContaining("must hold 16 bytes or more");
    }

    @Test
    void hash_isTheHmacOfTheKeyWithoutItsLineBreak() {
        // openssl dgst -sha256 -hmac 0123456789abcdef
        assertThat(key("0123456789abcdef\n").hash("did:plc:1"))
                .isEqualTo(key("0123456789abcdef").hash("did:plc:1"))
                .isEqualTo("hmac:4e7a3f39e27d397e53370c938240d10442254f48cad8adeaf161e54db575a1fa")
                .isNotEqualTo(key("0123456789abcdeg").hash("did:plc:1"))
                .isNotEqualTo(key("0123456789abcdef").hash("did:plc:2"));
    }

    @Test
    void hashed_author_hasNoNames_andTheSameIdWhateverItIsCalled() {
        AuthorKey key = key("0123456789abcdef");

        assertThat(key.hashed(new Author("jane", "Jane", "did:plc:1")))
                .isEqualTo(key.hashed(new Author("janet", null, "did:plc:1")))
                .isEqualTo(new Author(null, null, key.hash("did:plc:1")));
        assertThat(key.hashed(new Author("jane", "Jane")).id()).isEqualTo(key.hash("jane"));
    }

    @Test
    void normalise_withAKey_storesTheHashOnly() throws IOException {
        PostNormaliser normaliser = new PostNormaliser(
                PostFormats.all(), settings(Files.writeString(directory.resolve("key"), "0123456789abcdef")));
        String payload =
                "{\"id\": \"1\", \"text\": \"t\", \"author\": {\"id\": \"did:plc:1\", \"handle\": \"jane\", \"name\": \"Jane\"}}";

        NormalisedPost post = normaliser.normalise(new RawPost(
                "1", payload.getBytes(UTF_8), new RawHeaders(null, null, null), "posts.raw", 0, 0, Events.START));

        assertThat(post)
                .isInstanceOfSatisfying(
                        NormalisedPost.Accepted.class,
                        accepted -> assertThat(accepted.post().author())
                                .isEqualTo(new Author(
                                        null, null, key("0123456789abcdef").hash("did:plc:1"))));
    }

    private AuthorKey key(String content) {
        try {
            return AuthorKey.of(settings(Files.writeString(directory.resolve("any"), content)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static IngestSettings settings(Path file) {
        return new IngestSettings(1_000, 1_000, Duration.ofDays(1), file.toString());
    }
}
