package dev.canard.ingest;

import dev.canard.event.Author;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.jspecify.annotations.Nullable;

/**
 * Stores authors under keyed hashes: posts of one author can still be told to belong together, but only who has the key can find out whose
 * they are. Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2104">RFC 2104: HMAC</a>
 */
public final class AuthorKey {

    private static final String PREFIX = "hmac:";
    private static final int SHORTEST = 16;

    private final byte[] key;

    private AuthorKey(byte[] key) {
        this.key = key;
    }

    /**
     * The key of a file, whose last line break does not count.
     *
     * @return null if the settings name no file
     * @throws IllegalArgumentException if the file cannot be read, or holds less than 16 bytes
     */
    public static @Nullable AuthorKey of(IngestSettings settings) {
        if (settings.authorKeyFile().isEmpty()) {
            return null;
        }
        try {
            byte[] bytes = Files.readAllBytes(Path.of(settings.authorKeyFile()));
            int length = bytes.length;
            while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
                length--;
            }
            if (length < SHORTEST) {
                throw new IllegalArgumentException(
                        "author-key-file %s must hold %d bytes or more".formatted(settings.authorKeyFile(), SHORTEST));
            }
            return new AuthorKey(Arrays.copyOf(bytes, length));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "author-key-file %s cannot be read: %s".formatted(settings.authorKeyFile(), e), e);
        }
    }

    /** The author without names, and a hash for an id: of the id where there is one, else of the handle, else of the name. */
    public Author hashed(Author author) {
        String known = author.id() != null ? author.id() : author.handle() != null ? author.handle() : author.name();
        return new Author(null, null, hash(Objects.requireNonNullElse(known, "")));
    }

    /** The hash of an id, a handle or a name, as it is stored. */
    public String hash(String value) {
        return PREFIX + new HmacUtils(HmacAlgorithms.HMAC_SHA_256, key).hmacHex(value);
    }
}
