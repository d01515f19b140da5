package dev.canard.deploy.replay;

import dev.canard.event.Replay;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The records between two offsets of some partitions. Partitions that are not named are not read.
 *
 * @param from by partition, the first offset that is read; never empty
 * @param to by partition, the offset before which it ends; without one it ends where the partition ends now. Names no other partitions than
 *     {@code from}
 */
public record OffsetRange(SortedMap<Integer, Long> from, SortedMap<Integer, Long> to) implements ReplayRange {

    /** No more digits than are surely read as a number. */
    private static final Pattern ENTRY = Pattern.compile("(\\d{1,9}):(\\d{1,18})");

    public OffsetRange {
        from = Collections.unmodifiableSortedMap(new TreeMap<>(from));
        to = Collections.unmodifiableSortedMap(new TreeMap<>(to));
        if (from.isEmpty()) {
            throw new IllegalArgumentException("a range of offsets names at least one partition");
        }
        for (int partition : to.keySet()) {
            if (!from.containsKey(partition)) {
                throw new IllegalArgumentException(
                        "partition %d has an offset to end at and none to begin with".formatted(partition));
            }
        }
    }

    /**
     * Reads a range as {@link #fromText} and {@link #toText} write it.
     *
     * @param from partitions and offsets, as {@code 0:100,1:250}
     * @param to the same; null for the ends of now
     * @throws IllegalArgumentException if one cannot be read, names a partition twice, or no range comes of them
     */
    public static OffsetRange parse(String from, @Nullable String to) {
        return new OffsetRange(offsets(from), to == null ? Collections.emptySortedMap() : offsets(to));
    }

    private static SortedMap<Integer, Long> offsets(String text) {
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        for (String entry : text.split(",", -1)) {
            Matcher parts = ENTRY.matcher(entry.strip());
            if (!parts.matches()) {
                throw new IllegalArgumentException(
                        "offsets are given as PARTITION:OFFSET, for instance 0:100,1:250, not as \"" + entry + "\"");
            }
            int partition = Integer.parseInt(parts.group(1));
            if (offsets.put(partition, Long.parseLong(parts.group(2))) != null) {
                throw new IllegalArgumentException("partition %d is named twice".formatted(partition));
            }
        }
        return offsets;
    }

    /** The range of a replay; empty if it is one of times. */
    public static Optional<OffsetRange> of(Replay replay) {
        List<Long> starts = replay.starts();
        if (starts == null) {
            return Optional.empty();
        }
        SortedMap<Integer, Long> from = new TreeMap<>();
        SortedMap<Integer, Long> to = new TreeMap<>();
        for (int partition = 0; partition < starts.size(); partition++) {
            if (starts.get(partition) < replay.ends().get(partition)) {
                from.put(partition, starts.get(partition));
                to.put(partition, replay.ends().get(partition));
            }
        }
        return Optional.of(new OffsetRange(from, to));
    }

    /** Where it begins, as {@code 0:100,1:250}. */
    public String fromText() {
        return text(from);
    }

    /** Where it ends, in the same form; empty where it names no end. */
    public String toText() {
        return text(to);
    }

    private static String text(SortedMap<Integer, Long> offsets) {
        return offsets.entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue())
                .collect(Collectors.joining(","));
    }

    /**
     * What it is of a topic.
     *
     * @param starts for each partition, the offset from which it is read
     * @param ends the offset before which it is read; the same where it is not read at all
     */
    record Bounds(List<Long> starts, List<Long> ends) {}

    /**
     * What it is of a topic.
     *
     * @param topic what the topic is called
     * @param first for each partition, the offset of its first record that is still there
     * @param end for each partition, the offset that its next record will have
     * @throws IllegalArgumentException if the topic does not have all of it
     */
    Bounds of(String topic, List<Long> first, List<Long> end) {
        if (from.lastKey() >= end.size()) {
            throw new IllegalArgumentException("%s has no partition %d: its partitions are 0 to %d"
                    .formatted(topic, from.lastKey(), end.size() - 1));
        }
        List<Long> starts = new ArrayList<>(end);
        List<Long> ends = new ArrayList<>(end);
        for (Map.Entry<Integer, Long> entry : from.entrySet()) {
            int partition = entry.getKey();
            long start = entry.getValue();
            long stop = to.getOrDefault(partition, end.get(partition));
            if (start < first.get(partition) || stop > end.get(partition)) {
                throw new IllegalArgumentException(
                        "partition %d of %s has the offsets %d to before %d, not all from %d to before %d"
                                .formatted(partition, topic, first.get(partition), end.get(partition), start, stop));
            }
            if (start >= stop) {
                throw new IllegalArgumentException("nothing lies between the offsets %d and %d of partition %d of %s"
                        .formatted(start, stop, partition, topic));
            }
            starts.set(partition, start);
            ends.set(partition, stop);
        }
        return new Bounds(starts, ends);
    }
}
