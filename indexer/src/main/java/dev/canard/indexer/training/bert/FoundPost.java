package dev.canard.indexer.training.bert;

import dev.canard.event.Debunk;
import java.util.List;

/**
 * A post, and what it is to find.
 *
 * @param post its clean text
 * @param debunk what it is about, with vectors
 * @param confused debunks that it is not about though they come near, with vectors
 */
public record FoundPost(String post, Debunk debunk, List<Debunk> confused) {
    public FoundPost {
        confused = List.copyOf(confused);
    }
}
