package dev.canard.deploy.http.console;

import dev.canard.deploy.config.ConsoleSettings;
import dev.canard.deploy.config.ConsoleSettings.Role;
import dev.canard.deploy.http.Problem;
import dev.canard.deploy.http.console.Console.Route;
import dev.canard.deploy.http.console.DecisionDesk.Order;
import dev.canard.deploy.moderation.CaseState;
import dev.canard.event.Decision.Action;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Decisions over HTTP: on one alert, on many, and taken back. */
final class DecisionRoutes implements AutoCloseable {

    private static final int MOST_AT_ONCE = 1_000;
    private static final int LONGEST_NOTE = 2_000;

    private final ConsoleSettings settings;
    private final ConsoleView view;
    private final DecisionDesk desk;

    /** @param desk closed with this */
    DecisionRoutes(ConsoleSettings settings, ConsoleView view, DecisionDesk desk) {
        this.settings = settings;
        this.view = view;
        this.desk = desk;
    }

    List<Route> routes() {
        return List.of(
                new Route(HandlerType.POST, "/api/decisions", Role.MODERATOR, this::decide),
                new Route(HandlerType.POST, "/api/decisions/bulk", Role.MODERATOR, this::decideInBulk),
                new Route(HandlerType.POST, "/api/decisions/bulk/{key}/undo", Role.MODERATOR, this::undoInBulk));
    }

    private void decide(Context context) throws InterruptedException, ExecutionException, TimeoutException {
        Order order = checked(Console.body(context, Order.class));
        CaseState.Entry entry = desk.decide(order, Console.visitor(context).name())
                .orElseThrow(() -> new ConsoleAccess.Refused(HttpStatus.NOT_FOUND, "no alert " + order.alertId()));
        AlertCase now = view.alert(order.alertId()).orElseThrow();
        if (entry.refused() == null) {
            Console.answer(context, now);
        } else {
            Problem.answer(context, HttpStatus.CONFLICT, entry.refused(), Map.of("current", now));
        }
    }

    /**
     * A decision on many alerts.
     *
     * @param filter as in the query of alerts, and nothing else: a name that is passed over would concern more alerts than are meant
     * @param expected how many alerts the moderator was told it concerns; null to be told
     */
    record BulkOrder(
            String key,
            Action action,
            @Nullable String reason,
            @Nullable String note,
            Map<String, List<String>> filter,
            @Nullable Integer expected) {}

    private void decideInBulk(Context context) throws InterruptedException, ExecutionException, TimeoutException {
        BulkOrder order = Console.body(context, BulkOrder.class);
        AlertQuery query = QueryParameters.ofFilter(order.filter()).alerts();
        List<String> ids = view.ids(query);
        if (order.expected() == null) {
            Console.answer(context, Map.of("count", ids.size()));
            return;
        }
        if (ids.size() != order.expected()) {
            Problem.answer(
                    context,
                    HttpStatus.CONFLICT,
                    "it concerns %d alerts by now".formatted(ids.size()),
                    Map.of("count", ids.size()));
            return;
        }
        List<Order> orders = new ArrayList<>();
        for (String id : ids) {
            view.target(id)
                    .ifPresent(target -> orders.add(checked(new Order(
                            order.key() + "/" + id, id, target.held(), order.action(), order.reason(), order.note()))));
        }
        Console.answer(context, decided(orders, context));
    }

    private void undoInBulk(Context context) throws InterruptedException, ExecutionException, TimeoutException {
        String key = context.pathParam("key");
        List<Order> orders = new ArrayList<>();
        for (String id : view.ids(AlertQuery.ALL)) {
            List<CaseState.Entry> history = view.history(id);
            boolean last = !history.isEmpty()
                    && history.getLast().refused() == null
                    && history.getLast().decision().id().equals(key + "/" + id);
            if (last) {
                view.target(id)
                        .ifPresent(target ->
                                orders.add(new Order(key + "/undo/" + id, id, target.held(), Action.UNDO, null, null)));
            }
        }
        Console.answer(context, decided(orders, context));
    }

    private Map<String, Integer> decided(List<Order> orders, Context context)
            throws InterruptedException, ExecutionException, TimeoutException {
        String moderator = Console.visitor(context).name();
        int decided = 0;
        for (int from = 0; from < orders.size(); from += MOST_AT_ONCE) {
            decided +=
                    (int) desk
                            .decideAll(orders.subList(from, Math.min(orders.size(), from + MOST_AT_ONCE)), moderator)
                            .values()
                            .stream()
                            .filter(entry -> entry.refused() == null)
                            .count();
        }
        return Map.of("decided", decided, "skipped", orders.size() - decided);
    }

    private Order checked(Order order) {
        boolean decides = order.action() == Action.CONFIRM
                || order.action() == Action.DISMISS
                || order.action() == Action.ESCALATE;
        if (order.key().isBlank()) {
            throw new IllegalArgumentException("key must not be blank");
        }
        if (decides && settings.reasonRequired() && order.reason() == null) {
            throw new ConsoleAccess.Refused(HttpStatus.UNPROCESSABLE_CONTENT, "takes a reason");
        }
        if (order.reason() != null && !settings.reasons().contains(order.reason())) {
            throw new ConsoleAccess.Refused(
                    HttpStatus.UNPROCESSABLE_CONTENT, "reason must be one of " + settings.reasons());
        }
        if (order.note() != null && order.note().length() > LONGEST_NOTE) {
            throw new ConsoleAccess.Refused(
                    HttpStatus.UNPROCESSABLE_CONTENT, "note has more than %d characters".formatted(LONGEST_NOTE));
        }
        return order;
    }

    @Override
    public void close() {
        desk.close();
    }
}
