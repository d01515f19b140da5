package dev.canard.deploy.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.canard.deploy.moderation.CaseState;
import dev.canard.deploy.pipeline.TopicTail;
import dev.canard.event.Decision;
import dev.canard.event.EventJson;
import dev.canard.topic.Topic;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Holds what a console answered, and what it shows, to the topic of decisions. */
final class DecisionAudit {

    private final Map<String, CaseState> cases = new HashMap<>();

    /** How often each decision is in the topic, by its key. */
    private final Map<String, Integer> times = new HashMap<>();

    /** Whether each decision holds, by its key. */
    private final Map<String, Boolean> holds = new HashMap<>();

    /** Reads all decisions that there are. */
    DecisionAudit(Map<String, Object> clientProperties, Topic<String, Decision> topic) {
        try (TopicTail<Decision> tail = new TopicTail<>(clientProperties, topic, TopicTail.From.BEGINNING)) {
            tail.readToEnd(record -> take(record.value()));
        }
    }

    private void take(Decision decision) {
        CaseState state = cases.computeIfAbsent(decision.alertId(), _ -> new CaseState());
        int before = state.held();
        if (state.apply(decision)) {
            holds.put(decision.id(), state.held() > before);
        }
        times.merge(decision.id(), 1, Integer::sum);
    }

    /** What became of the decisions of some moderators, in figures by name. */
    Map<String, String> answers(List<SimulatedModerator> moderators) {
        List<String> accepted = all(moderators, SimulatedModerator::accepted);
        List<String> refused = all(moderators, SimulatedModerator::refused);
        List<String> unexpected = all(moderators, SimulatedModerator::unexpected);
        Map<String, String> figures = new LinkedHashMap<>();
        figures.put("decisions accepted", count(accepted.size()));
        figures.put("decisions refused, others were faster", count(refused.size()));
        figures.put(
                "accepted and lost",
                count(accepted.stream().filter(key -> !holds(key)).count()));
        figures.put(
                "refused and yet held",
                count(refused.stream().filter(this::holds).count()));
        figures.put(
                "in the topic twice",
                count(times.values().stream().filter(often -> often > 1).count()));
        figures.put(
                "unexpected answers",
                unexpected.isEmpty() ? "0" : count(unexpected.size()) + ", the first: " + unexpected.getFirst());
        return figures;
    }

    private static List<String> all(
            List<SimulatedModerator> moderators, Function<SimulatedModerator, List<String>> which) {
        return moderators.stream().map(which).flatMap(List::stream).toList();
    }

    private boolean holds(String key) {
        return holds.getOrDefault(key, false);
    }

    /**
     * Whether a console shows of each alert what the topic says, in figures by name.
     *
     * @param token of one who may export
     */
    Map<String, String> shown(ConsoleClient client, String token) throws IOException, InterruptedException {
        Map<String, String> wanted = new HashMap<>();
        cases.forEach((id, state) -> {
            if (state.status() != CaseState.Status.OPEN) {
                wanted.put(id, state.status() + " " + state.held());
            }
        });
        Map<String, String> found = new HashMap<>();
        for (CaseState.Status status : CaseState.Status.values()) {
            if (status == CaseState.Status.OPEN) {
                continue;
            }
            try (Stream<String> lines = client.lines("/api/alerts.jsonl?state=" + status, "*/*", token)) {
                for (String line : (Iterable<String>) lines::iterator) {
                    JsonNode each = EventJson.mapper().readTree(line);
                    found.put(
                            each.get("id").asText(),
                            each.get("state").asText() + " "
                                    + each.get("revision").asInt());
                }
            }
        }
        long same = wanted.entrySet().stream()
                .filter(each -> each.getValue().equals(found.get(each.getKey())))
                .count();
        Map<String, String> figures = new LinkedHashMap<>();
        figures.put("alerts decided, by the topic", count(wanted.size()));
        figures.put("of another state after a fresh start", count(wanted.size() + found.size() - 2 * same));
        return figures;
    }

    private static String count(long number) {
        return "%,d".formatted(number);
    }
}
