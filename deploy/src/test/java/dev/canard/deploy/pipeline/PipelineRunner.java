package dev.canard.deploy.pipeline;

import dev.canard.event.Alert;
import dev.canard.event.DeadLetter;
import dev.canard.event.DebunkAmendment;
import dev.canard.event.PostMatches;
import java.util.List;

/** Something that runs the whole pipeline. */
interface PipelineRunner extends AutoCloseable {

    /** Sends a raw debunk, null for a retraction, and waits until the index shows a number of debunks. */
    void debunk(String key, byte[] payload, int debunksThen);

    /** Sends what a curator changes about a raw debunk, and waits until the index shows a number of debunks. */
    void amendment(String key, DebunkAmendment amendment, int debunksThen);

    /** Sends a raw post, null for a deletion, and waits until it is judged. */
    void post(String key, byte[] payload);

    /** All snapshots of alerts so far, oldest first for each id. */
    List<Alert> alerts();

    /** All verdicts so far. */
    List<PostMatches> matches();

    List<DeadLetter> deadLetters();

    @Override
    void close() throws Exception;
}
