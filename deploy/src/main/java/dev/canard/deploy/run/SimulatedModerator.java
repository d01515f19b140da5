package dev.canard.deploy.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.canard.deploy.run.ConsoleClient.Answer;
import dev.canard.event.Decision.Action;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Works through a part of the queue as the page does: takes a page of alerts, decides on one after the other, naming what was seen and
 * a key of the decision's own, and now and then takes a decision back. Others may work through the same part.
 */
final class SimulatedModerator implements Runnable {

    private static final int CONFLICT = 409;
    private static final int PAGE = 50;

    /** One decision of so many is taken back. */
    private static final int TAKEN_BACK = 20;

    private static final List<Action> ACTIONS = List.of(Action.CONFIRM, Action.DISMISS, Action.ESCALATE);

    private final String token;
    private final String part;
    private final ConsoleClient client;
    private final double perSecond;
    private final SplittableRandom random;
    private final Times times;

    /** The first page is shorter, of another length for each, or else all of them would come to the end of a page at the same moment. */
    private int limit;

    private final List<JsonNode> page = new ArrayList<>();
    private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private final Queue<String> unexpected = new ConcurrentLinkedQueue<>();

    /** What lists and decisions took, in microseconds; thread-safe. */
    record Times(LongConsumer lists, LongConsumer decisions) {}

    /**
     * @param part what a query of alerts says of it
     * @param perSecond how many decisions a second
     */
    SimulatedModerator(String token, String part, ConsoleClient client, double perSecond, long seed, Times times) {
        this.token = token;
        this.part = part;
        this.client = client;
        this.perSecond = perSecond;
        this.times = times;
        random = new SplittableRandom(seed);
        limit = random.nextInt(1, PAGE + 1);
    }

    /** Keys of the decisions of which the console said that they hold. */
    List<String> accepted() {
        return List.copyOf(accepted);
    }

    /** Keys of those of which it said that they do not, because somebody else was faster. */
    List<String> refused() {
        return List.copyOf(refused);
    }

    /** Answers that should not be. */
    List<String> unexpected() {
        return List.copyOf(unexpected);
    }

    /** Until the thread is interrupted. */
    @Override
    public void run() {
        try {
            long pause = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
            // Not all at the same moment.
            long next = System.nanoTime() + random.nextLong(pause);
            while (true) {
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
                decide();
                // What was missed while the console was away is not made up for.
                next = Math.max(next + pause, System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            unexpected.add(e.toString());
        }
    }

    private void decide() throws IOException, InterruptedException {
        if (page.isEmpty()) {
            Answer answer =
                    client.get("/api/alerts?state=OPEN&limit=%d&%s".formatted(limit, part), token, times.lists());
            limit = PAGE;
            if (!answer.well()) {
                unexpected.add(answer.toString());
                return;
            }
            answer.json().get("items").forEach(page::add);
            if (page.isEmpty()) {
                return;
            }
        }
        JsonNode seen = page.remove(random.nextInt(page.size()));
        Answer answer = decide(seen, ACTIONS.get(random.nextInt(ACTIONS.size())));
        if (answer.well() && random.nextInt(TAKEN_BACK) == 0) {
            var _ = decide(answer.json(), Action.UNDO);
        }
    }

    private Answer decide(JsonNode seen, Action action) throws InterruptedException {
        String key = "%016x%016x".formatted(random.nextLong(), random.nextLong());
        Answer answer = client.post(
                "/api/decisions",
                Map.of(
                        "key",
                        key,
                        "alertId",
                        seen.get("id").asText(),
                        "seen",
                        seen.get("revision").asInt(),
                        "action",
                        action),
                token,
                times.decisions());
        switch (answer.status()) {
            case 200 -> accepted.add(key);
            case CONFLICT -> refused.add(key);
            default -> unexpected.add(answer.toString());
        }
        return answer;
    }
}
