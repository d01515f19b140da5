package dev.canard.deploy.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * Where metrics and health are served, and whether fact-checks and posts are taken.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 takes a free one
 * @param importKey who sends fact-checks or posts must send this key; empty takes none
 * @param importBytes a document of fact-checks or posts with more bytes is refused, one of posts also if it has more once it is unpacked
 * @param postsPerSecond so many posts are taken a second, as an average over some seconds; 0 sets no bound
 */
public record HttpSettings(
        @JsonPropertyDescription("Address to listen on") String host,

        @JsonPropertyDescription("Port to listen on; 0 takes a free one")
        int port,

        @JsonPropertyDescription(
                "The key that POST /debunks and POST /posts ask for, of 16 characters or more; empty switches them off")
        String importKey,

        @JsonPropertyDescription(
                "POST /debunks and POST /posts refuse a document with more bytes, POST /posts also one with more once it is unpacked")
        int importBytes,

        @JsonPropertyDescription("POST /posts takes so many posts a second; 0 sets no bound")
        int postsPerSecond) {

    public static final HttpSettings DEFAULTS = new HttpSettings("127.0.0.1", 8080, "", 16 << 20, 0);

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
        if (postsPerSecond < 0) {
            throw new IllegalArgumentException("posts-per-second must not be negative, was " + postsPerSecond);
        }
    }

    /** Whether fact-checks and posts are taken. */
    public boolean takesImports() {
        return !importKey.isEmpty();
    }

    /** The same with another port. */
    public HttpSettings withPort(int other) {
        return new HttpSettings(host, other, importKey, importBytes, postsPerSecond);
    }

    /** Without the key, which must not get into a log. */
    @Override
    public String toString() {
        return "HttpSettings[host=%s, port=%d, takesImports=%s]".formatted(host, port, takesImports());
    }
}
