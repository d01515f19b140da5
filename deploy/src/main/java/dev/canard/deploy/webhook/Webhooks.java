package dev.canard.deploy.webhook;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.config.WebhookSettings;
import dev.canard.deploy.pipeline.ClientProperties;
import dev.canard.deploy.webhook.Delivery.Patience;
import dev.canard.event.Decision;
import dev.canard.metrics.Meters;
import dev.canard.topic.Topics;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** All webhooks of a configuration. */
public final class Webhooks implements AutoCloseable {

    private final List<Courier> couriers = new ArrayList<>();

    /** Tells which decisions do not hold. */
    @FunctionalInterface
    public interface Refusals {

        /** Whether a decision is known not to hold. May wait for whoever has to find out. */
        boolean isRefused(Decision decision) throws InterruptedException;
    }

    /**
     * Begins to tell events; does nothing where no webhook is configured.
     *
     * @param refusals no webhook is told of these decisions
     * @throws IllegalArgumentException if the key of a webhook cannot be used
     */
    public Webhooks(CanardSettings settings, Refusals refusals, Meters meters, InstantSource clock) {
        this(settings, Patience.STANDARD, refusals, meters, clock);
    }

    Webhooks(CanardSettings settings, Patience patience, Refusals refusals, Meters meters, InstantSource clock) {
        List<Delivery> deliveries = settings.webhooks().stream()
                .map(webhook -> new Delivery(
                        webhook, patience, meters, clock, time -> TimeUnit.MILLISECONDS.sleep(time.toMillis())))
                .toList();
        Map<String, Object> client = ClientProperties.of(settings.kafka());
        Topics topics = new Topics(settings.topics());
        for (int i = 0; i < deliveries.size(); i++) {
            WebhookSettings webhook = settings.webhooks().get(i);
            String group = settings.topics().prefix() + "webhook-" + webhook.name();
            couriers.add(new Courier(webhook, group, client, topics, deliveries.get(i), refusals));
        }
    }

    /** Waits until each has its place in the topics: what is written from then on will be told. */
    public void awaitReady() throws InterruptedException {
        for (Courier courier : couriers) {
            courier.awaitReady();
        }
    }

    @Override
    public void close() {
        couriers.forEach(Courier::close);
    }
}
