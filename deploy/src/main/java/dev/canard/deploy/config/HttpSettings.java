package dev.canard.deploy.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * Where metrics and health are served.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 takes a free one
 */
public record HttpSettings(
        @JsonPropertyDescription("Address to listen on") String host,

        @JsonPropertyDescription("Port to listen on; 0 takes a free one")
        int port) {

    public static final HttpSettings DEFAULTS = new HttpSettings("127.0.0.1", 8080);

    public HttpSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must lie in 0..65535, was " + port);
        }
    }
}
