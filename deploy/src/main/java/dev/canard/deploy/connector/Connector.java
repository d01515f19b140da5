package dev.canard.deploy.connector;

import dev.canard.event.SourcePosition;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads one source of posts. */
public interface Connector {

    /** The source's name: its position is kept under it, and only one process at a time reads a source of that name. */
    String name();

    /** Whether it can be read again from a position; if not, none is kept, and any number of processes may read. */
    default boolean canResume() {
        return true;
    }

    /**
     * Reads to the source's end; one that has none is read until the thread is interrupted.
     *
     * @param resumeAfter how far the source was read before; null starts from the beginning, or from now where that is not known
     * @param intake takes what is read; makes the caller wait if that is too much
     * @throws IOException if the source cannot be read, now or ever. What passes, such as a broken connection, is no failure
     */
    void read(@Nullable SourcePosition resumeAfter, Intake intake) throws IOException, InterruptedException;

    /** How far it is behind its source, for people; empty where that is not known. May be called from any thread. */
    String lag();
}
