package dev.canard.indexer.lucene;

import java.util.Map;

/**
 * What debunks are searched for.
 *
 * @param text whose words are searched for
 * @param vectors the text as each encoder sees it, by encoder id
 */
public record DebunkQuery(String text, Map<String, float[]> vectors) {}
