package dev.canard.deploy.http.console;

import dev.canard.deploy.check.TextChecks;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.config.ConsoleSettings.Role;
import dev.canard.deploy.config.ConsoleSettings.User;
import dev.canard.deploy.pipeline.Topologies;
import dev.canard.metrics.Meters;
import io.javalin.Javalin;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import org.apache.commons.codec.digest.DigestUtils;

/** A console that has read its topics, on a free port of this machine. */
final class ConsoleServer implements AutoCloseable {

    private final Topologies topologies;
    private final TextChecks checks;
    private final Console console;
    private final Javalin server;

    private ConsoleServer(Topologies topologies, TextChecks checks, Console console, Javalin server) {
        this.topologies = topologies;
        this.checks = checks;
        this.console = console;
        this.server = server;
    }

    static ConsoleServer start(CanardSettings settings, Path replays, Meters meters, InstantSource clock)
            throws InterruptedException {
        Topologies topologies = new Topologies(settings, meters, clock);
        TextChecks checks = new TextChecks(settings, topologies, clock);
        Console console = new Console(settings, replays, checks, meters, clock);
        Javalin server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    console.addTo(config);
                })
                .start("127.0.0.1", 0);
        console.awaitReady();
        return new ConsoleServer(topologies, checks, console, server);
    }

    Console console() {
        return console;
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    /** A user whose token is the name. */
    static User user(String name, Role role) {
        return new User(name, role, DigestUtils.sha256Hex(name));
    }

    @Override
    public void close() {
        server.stop();
        console.close();
        checks.close();
        topologies.close();
    }
}
