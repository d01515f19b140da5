package dev.canard.deploy.replay;

import dev.canard.deploy.pipeline.TopicTail;
import dev.canard.event.Debunk;
import dev.canard.event.DebunkRevision;
import dev.canard.event.Vector;
import dev.canard.topic.Topics;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The debunks as they stood at a time, from the history that is kept for ever. */
final class DebunksAsOf {

    private final Map<String, Object> clientProperties;
    private final Topics topics;
    private final List<String> encoderIds;
    private final Function<Debunk, List<Vector>> vectorsOf;

    /**
     * @param topics those of production
     * @param encoderIds the encoders of the replay
     * @param vectorsOf encodes a revision whose vectors are kept no more
     */
    DebunksAsOf(
            Map<String, Object> clientProperties,
            Topics topics,
            List<String> encoderIds,
            Function<Debunk, List<Vector>> vectorsOf) {
        this.clientProperties = clientProperties;
        this.topics = topics;
        this.encoderIds = encoderIds;
        this.vectorsOf = vectorsOf;
    }

    /**
     * The debunks that were matched at a time, in the order of their ids, with vectors.
     *
     * @param time null for now
     */
    Collection<Debunk> at(@Nullable Instant time) {
        Map<String, Debunk> today;
        try (TopicTail<Debunk> tail = new TopicTail<>(clientProperties, topics.debunks(), TopicTail.From.BEGINNING)) {
            today = tail.readTable();
        }
        return new TreeMap<>(time == null ? today : past(time))
                .values().stream()
                        .map(debunk -> encoded(debunk, today.get(debunk.id())))
                        .toList();
    }

    private Map<String, Debunk> past(Instant time) {
        Map<String, DebunkRevision> last = new LinkedHashMap<>();
        try (TopicTail<DebunkRevision> tail =
                new TopicTail<>(clientProperties, topics.debunkHistory(), TopicTail.From.BEGINNING)) {
            tail.readToEnd(entry -> {
                DebunkRevision revision = entry.value();
                if (!revision.at().isAfter(time)) {
                    last.put(revision.debunkId(), revision);
                }
            });
        }
        Map<String, Debunk> past = new LinkedHashMap<>();
        last.forEach((id, revision) -> {
            Debunk debunk = revision.debunk();
            if (debunk != null) {
                past.put(id, debunk);
            }
        });
        return past;
    }

    private Debunk encoded(Debunk debunk, @Nullable Debunk today) {
        if (today != null && today.withoutVectors().equals(debunk.withoutVectors()) && fits(today)) {
            return today;
        }
        return debunk.withVectors(vectorsOf.apply(debunk));
    }

    private boolean fits(Debunk debunk) {
        return debunk.vectors().stream()
                .map(Vector::encoder)
                .collect(Collectors.toSet())
                .containsAll(encoderIds);
    }
}
