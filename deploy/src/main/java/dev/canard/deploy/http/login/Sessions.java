package dev.canard.deploy.http.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.canard.deploy.config.ConsoleSettings.Role;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/**
 * Who is logged in. A session ends when nobody uses it for a while, and after a time whatever one does; with the process all end. Ids are 256
 * random bits. Thread-safe.
 */
public final class Sessions {

    /** Beyond it those that are used least are forgotten. */
    private static final int MOST = 10_000;

    private static final int ID_BYTES = 32;

    private final Duration time;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Cache<String, Session> sessions;

    /**
     * A user who is logged in.
     *
     * @param until when it ends at the latest
     */
    public record Session(String name, Role role, Instant until) {}

    /**
     * Makes it.
     *
     * @param time after so long a session ends
     * @param idle after so long without use it ends
     */
    public Sessions(Duration time, Duration idle, InstantSource clock) {
        this.time = time;
        this.clock = clock;
        sessions = Caffeine.newBuilder()
                .maximumSize(MOST)
                .ticker(() -> Clocks.nanos(clock))
                .executor(Runnable::run)
                .expireAfter(Expiry.<String, Session>accessing((_, session) -> {
                    Duration left = Duration.between(clock.instant(), session.until());
                    return left.compareTo(idle) < 0 ? left : idle;
                }))
                .build();
    }

    /** Begins a session; returns its id. */
    public String begin(String name, Role role) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        sessions.put(id, new Session(name, role, clock.instant().plus(time)));
        return id;
    }

    /** The session of an id, if it has not ended; it counts as used. */
    public Optional<Session> use(String id) {
        return Optional.ofNullable(sessions.getIfPresent(id));
    }

    /** The session of an id, if it has not ended; it does not count as used. */
    public Optional<Session> look(String id) {
        return Optional.ofNullable(sessions.policy().getIfPresentQuietly(id));
    }

    /** Whether a session has not ended; it does not count as used. */
    public boolean holds(String id) {
        return look(id).isPresent();
    }

    /** Ends a session; one that there is not is no error. */
    public void end(String id) {
        sessions.invalidate(id);
    }
}
