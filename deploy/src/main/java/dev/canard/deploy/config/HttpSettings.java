package dev.canard.deploy.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * Where metrics and health are served, and whether fact-checks are taken.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 takes a free one
 * @param importKey who sends fact-checks must send this key; empty takes none
 * @param importBytes a document of fact-checks with more bytes is refused
 */
public record HttpSettings(
        @JsonPropertyDescription("Address to listen on") String host,

        @JsonPropertyDescription("Port to listen on; 0 takes a free one")
        int port,

        @JsonPropertyDescription("The key that POST /debunks asks for, of 16 characters or more; empty switches it off")
        String importKey,

        @JsonPropertyDescription("POST /debunks refuses a document with more bytes")
        int importBytes) {

    public static final HttpSettings DEFAULTS = new HttpSettings("127.0.0.1", 8080, "", 16 << 20);

    private static final int SHORTEST_KEY = 16;

    public HttpSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must lie in 0..65535, was " + port);
        }
        if (!importKey.isEmpty() && importKey.length() < SHORTEST_KEY) {
            throw new IllegalArgumentException("import-key must have at least %d characters".formatted(SHORTEST_KEY));
        }
        if (importBytes < 1 || importBytes > 1 << 28) {
            throw new IllegalArgumentException("import-bytes must lie in 1..268435456, was " + importBytes);
        }
    }

    /** Whether fact-checks are taken. */
    public boolean takesDebunks() {
        return !importKey.isEmpty();
    }

    /** The same with another port. */
    public HttpSettings withPort(int other) {
        return new HttpSettings(host, other, importKey, importBytes);
    }

    /** Without the key, which must not get into a log. */
    @Override
    public String toString() {
        return "HttpSettings[host=%s, port=%d, takesDebunks=%s]".formatted(host, port, takesDebunks());
    }
}
