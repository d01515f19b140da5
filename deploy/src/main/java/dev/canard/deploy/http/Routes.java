package dev.canard.deploy.http;

import io.javalin.config.JavalinConfig;

/** What a server answers beside its own. */
public interface Routes {

    /** Adds it to a server that is being made. */
    void addTo(JavalinConfig config);

    /** Whether nothing has failed that only a new start can mend. */
    default boolean live() {
        return true;
    }

    /** Whether it answers with all that it should know. */
    default boolean ready() {
        return true;
    }
}
