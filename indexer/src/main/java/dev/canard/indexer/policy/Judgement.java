package dev.canard.indexer.policy;

import dev.canard.event.Alert;
import dev.canard.event.PostMatches;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about a post at one point in time.
 *
 * @param matches its candidates and what became of each
 * @param alert the alert that the best one calls for, as if it were the first of its id; null if none
 */
public record Judgement(PostMatches matches, @Nullable Alert alert) {}
