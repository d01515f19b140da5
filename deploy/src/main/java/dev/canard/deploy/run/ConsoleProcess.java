package dev.canard.deploy.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code canard start --role console} in a process of its own, which can be killed. */
final class ConsoleProcess implements AutoCloseable {

    /** By its name: it is what leads here, and packages must not depend on each other in a circle. */
    private static final String MAIN = "dev.canard.deploy.Canard";

    private static final Pattern LISTENS = Pattern.compile(".*Metrics and health: (http://[^/]+)/.*");
    private static final Pattern READY = Pattern.compile(".*Console: http://.*");
    private static final int PATIENCE_MINUTES = 5;

    private final Process process;
    private final long started = System.nanoTime();
    private final CompletableFuture<URI> address = new CompletableFuture<>();

    /** How long it took from the start, in nanoseconds. */
    private final CompletableFuture<Long> ready = new CompletableFuture<>();

    private ConsoleProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts it on a free port.
     *
     * @param settings file of its settings
     * @param state directory of its own
     */
    static ConsoleProcess start(Path settings, String bootstrapServers, Path state) throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx1536m",
                        "-XX:+UseCompactObjectHeaders",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MAIN,
                        "start",
                        "--role",
                        "console",
                        "--config",
                        settings.toString(),
                        "--set",
                        "http.port=0",
                        "--bootstrap-servers",
                        bootstrapServers,
                        "--state",
                        state.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        ConsoleProcess console = new ConsoleProcess(process);
        Thread.ofPlatform().daemon().name("console-process").start(console::read);
        return console;
    }

    private void read() {
        List<String> said = new ArrayList<>();
        try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                Matcher listens = LISTENS.matcher(line);
                if (listens.matches()) {
                    address.complete(URI.create(listens.group(1)));
                } else if (READY.matcher(line).matches()) {
                    ready.complete(System.nanoTime() - started);
                }
            }
        } catch (IOException e) {
            said.add(e.toString());
        }
        IOException ended = new IOException("the console has ended: " + String.join(System.lineSeparator(), said));
        address.completeExceptionally(ended);
        ready.completeExceptionally(ended);
    }

    /** Where it listens, which it does before it is ready; null while it does not. */
    @Nullable
    URI address() {
        return process.isAlive() && address.isDone() && !address.isCompletedExceptionally() ? address.join() : null;
    }

    boolean isReady() {
        return process.isAlive() && ready.isDone();
    }

    /** Whether it has been ready for a while. */
    boolean hasBeenReady(Duration time) {
        Long took = process.isAlive() ? ready.exceptionally(_ -> null).getNow(null) : null;
        return took != null && System.nanoTime() - started - took >= time.toNanos();
    }

    /**
     * Waits until it holds what was in its topics.
     *
     * @return how long it took from the start, in nanoseconds
     * @throws IOException if it ends, or takes more than five minutes
     */
    long awaitReady() throws InterruptedException, IOException {
        try {
            return ready.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the console does not start", e);
        }
    }

    /** CPU time that it has taken; zero where the system does not tell. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Ends it at once, without a chance to finish anything (SIGKILL). */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
