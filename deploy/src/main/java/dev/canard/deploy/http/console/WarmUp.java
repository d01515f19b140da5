package dev.canard.deploy.http.console;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes lists for nobody. The first ones of a process take ten times as long as all later ones, and after a start all moderators ask at once.
 */
final class WarmUp implements Runnable {

    /** Lists of few alerts are fast at once. */
    private static final Duration FOR_EACH_ALERT = Duration.ofNanos(50_000);

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int PAGE = 50;

    private final ConsoleView view;
    private final Consumer<Object> answer;

    /** @param answer makes an answer of what a view gives, as if somebody had asked */
    WarmUp(ConsoleView view, Consumer<Object> answer) {
        this.view = view;
        this.answer = answer;
    }

    @Override
    public void run() {
        AlertQuery open = AlertQuery.ALL.with(AlertQuery.Filter.STATE, AlertCase.State.OPEN.name());
        Duration all =
                FOR_EACH_ALERT.multipliedBy(view.alerts(AlertQuery.ALL, 1, null).total());
        long end = System.nanoTime() + (all.compareTo(LONGEST) < 0 ? all : LONGEST).toNanos();
        do {
            for (AlertQuery.Sort sort : AlertQuery.Sort.values()) {
                AlertQuery.Page<AlertCase> page =
                        view.alerts(new AlertQuery(open.filters(), 0, 1, null, null, null, sort), PAGE, null);
                answer.accept(page);
                page.items().stream().findFirst().ifPresent(this::look);
            }
            answer.accept(view.narratives(ConsoleView.NarrativeSort.VELOCITY, PAGE, null));
        } while (System.nanoTime() < end);
    }

    /** At an alert, and for others that say the same. */
    private void look(AlertCase shown) {
        answer.accept(List.of(shown, view.history(shown.id())));
        String claim = shown.alert().read().debunk().claim();
        answer.accept(view.alerts(AlertQuery.ALL.withText(claim), PAGE, null));
    }
}
