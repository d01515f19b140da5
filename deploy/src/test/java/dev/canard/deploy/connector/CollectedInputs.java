package dev.canard.deploy.connector;

import dev.canard.deploy.source.Input;
import dev.canard.event.DeadLetter;
import dev.canard.event.Events;
import dev.canard.event.SourcePosition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** Keeps what a connector reads. */
final class CollectedInputs implements Intake {

    private final List<Input> inputs = new CopyOnWriteArrayList<>();
    private final List<SourcePosition> positions = new CopyOnWriteArrayList<>();
    private final List<String> notes = new CopyOnWriteArrayList<>();

    @Override
    public void put(Input input, String position, long records) {
        positions.add(new SourcePosition("test", position, records, Events.START));
        inputs.add(input);
    }

    @Override
    public void note(String event) {
        notes.add(event);
    }

    List<String> keys() {
        return payloads().stream().map(Input.Payload::key).toList();
    }

    List<Input.Payload> payloads() {
        return inputs.stream()
                .filter(Input.Payload.class::isInstance)
                .map(Input.Payload.class::cast)
                .toList();
    }

    List<DeadLetter> deadLetters() {
        return inputs.stream()
                .filter(Input.Unusable.class::isInstance)
                .map(input -> ((Input.Unusable) input).letter())
                .toList();
    }

    List<SourcePosition> positions() {
        return List.copyOf(positions);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    void await(int count, Duration patience) {
        Awaitility.await().atMost(patience).until(() -> inputs.size() >= count);
    }
}
