package dev.canard.deploy.deadletter;

import dev.canard.event.DeadLetter;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant. What is empty or null leaves all.
 *
 * @param ids their places in the topic, see {@link StoredLetter#id}
 * @param kinds what is wrong with them
 * @param source a part of the name of where they came from
 * @param topic the topic that they were read from, or meant for
 * @param since the first time
 * @param until the time behind the last one
 */
public record DeadLetterFilter(
        Set<String> ids,
        Set<DeadLetter.Kind> kinds,
        @Nullable String source,
        @Nullable String topic,
        @Nullable Instant since,
        @Nullable Instant until)
        implements Predicate<StoredLetter> {

    public DeadLetterFilter {
        ids = Set.copyOf(ids);
        kinds = Set.copyOf(kinds);
    }

    @Override
    public boolean test(StoredLetter stored) {
        DeadLetter letter = stored.letter();
        return (ids.isEmpty() || ids.contains(stored.id()))
                && (kinds.isEmpty() || kinds.contains(letter.kind()))
                && (source == null
                        || (letter.source() != null && letter.source().contains(source)))
                && (topic == null || letter.topic().equals(topic))
                && (since == null || !letter.failedAt().isBefore(since))
                && (until == null || letter.failedAt().isBefore(until));
    }

    /** Whether it leaves all. */
    public boolean isOpen() {
        return ids.isEmpty() && kinds.isEmpty() && source == null && topic == null && since == null && until == null;
    }
}
