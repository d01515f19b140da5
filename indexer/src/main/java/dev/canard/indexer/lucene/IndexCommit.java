package dev.canard.indexer.lucene;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the index says of itself in each of Lucene's commits, so that it and its content cannot disagree.
 *
 * @param format how documents are written and analysed
 * @param encoders ids of the encoders whose vectors are searched, sorted, with commas
 * @param topicPartition where its changes come from
 * @param offset of the next change
 * @param newestChange timestamp of the newest change it holds; null if it holds none
 * @param at when it was committed
 * @param topicId Kafka's id of the topic, which another topic of the same name does not share; known of snapshots only
 */
public record IndexCommit(
        String format,
        String encoders,
        String topicPartition,
        long offset,
        @Nullable Instant newestChange,
        Instant at,
        @Nullable String topicId) {

    private static final String FORMAT_KEY = "format";
    private static final String ENCODERS_KEY = "encoders";
    private static final String SOURCE_KEY = "source";
    private static final String OFFSET_KEY = "offset";
    private static final String NEWEST_KEY = "newest";
    private static final String AT_KEY = "at";
    private static final String TOPIC_KEY = "topic";

    /**
     * Reads what {@link #toMap} wrote.
     *
     * @return empty if there is nothing
     * @throws UnusableIndexException if something is missing or no number
     */
    static Optional<IndexCommit> of(Map<String, String> data) {
        if (data.isEmpty()) {
            return Optional.empty();
        }
        try {
            String newest = data.get(NEWEST_KEY);
            return Optional.of(new IndexCommit(
                    data.getOrDefault(FORMAT_KEY, "unknown"),
                    data.getOrDefault(ENCODERS_KEY, "unknown"),
                    data.getOrDefault(SOURCE_KEY, "unknown"),
                    Long.parseLong(data.getOrDefault(OFFSET_KEY, "0")),
                    newest == null ? null : instant(newest),
                    instant(data.getOrDefault(AT_KEY, "0")),
                    data.get(TOPIC_KEY)));
        } catch (NumberFormatException e) {
            throw new UnusableIndexException(UnusableIndexException.Cause.DAMAGED, "its commit says " + data);
        }
    }

    private static Instant instant(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }

    Map<String, String> toMap() {
        Map<String, String> data = new HashMap<>();
        data.put(FORMAT_KEY, format);
        data.put(ENCODERS_KEY, encoders);
        data.put(SOURCE_KEY, topicPartition);
        data.put(OFFSET_KEY, Long.toString(offset));
        if (newestChange != null) {
            data.put(NEWEST_KEY, Long.toString(newestChange.toEpochMilli()));
        }
        data.put(AT_KEY, Long.toString(at.toEpochMilli()));
        if (topicId != null) {
            data.put(TOPIC_KEY, topicId);
        }
        return data;
    }

    IndexCommit withTopicId(String id) {
        return new IndexCommit(format, encoders, topicPartition, offset, newestChange, at, id);
    }

    /** Ids of encoders as {@link #encoders} holds them. */
    static String names(Collection<String> encoders) {
        return String.join(",", encoders.stream().sorted().toList());
    }

    /**
     * Holds an index to what is wanted here.
     *
     * @param wanted ids of the encoders whose vectors are to be searched
     * @throws UnusableIndexException if it was written otherwise
     */
    public void requireUsable(Collection<String> wanted) {
        if (!DebunkIndex.FORMAT.equals(format)) {
            throw new UnusableIndexException(
                    UnusableIndexException.Cause.OTHER_FORMAT,
                    "it has format %s, this Canard reads %s".formatted(format, DebunkIndex.FORMAT));
        }
        if (!names(wanted).equals(encoders)) {
            throw new UnusableIndexException(
                    UnusableIndexException.Cause.OTHER_ENCODERS,
                    "it was made with the encoders %s, these are %s".formatted(encoders, names(wanted)));
        }
    }
}
