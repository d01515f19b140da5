package dev.canard.indexer.match;

import dev.canard.event.Debunk;
import java.util.List;
import java.util.Map;

/**
 * A candidate for a post.
 *
 * @param debunk the debunk, with its vectors
 * @param twins ids of the other debunks with the same claim, title and verdict, in order
 * @param score the ranker's score, comparable within one post only
 * @param features what the score was made of, by name, finite numbers
 */
public record RankedDebunk(Debunk debunk, List<String> twins, double score, Map<String, Double> features) {}
