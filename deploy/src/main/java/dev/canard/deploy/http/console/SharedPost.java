package dev.canard.deploy.http.console;

import java.util.ArrayList;
import java.util.List;

/**
 * How often a post was passed on, for all of its alerts, and which these are. What is known of one of them may come before the other. One thread
 * at a time may change it, all may ask.
 */
final class SharedPost {

    private volatile Shares shares = Shares.NONE;
    private List<String> alerts = List.of();

    Shares shares() {
        return shares;
    }

    void shares(Shares now) {
        shares = now;
    }

    /** Ids of its alerts; for who may change it. */
    List<String> alerts() {
        return alerts;
    }

    void add(String alertId) {
        if (!alerts.contains(alertId)) {
            List<String> more = new ArrayList<>(alerts);
            more.add(alertId);
            alerts = List.copyOf(more);
        }
    }

    void remove(String alertId) {
        alerts = alerts.stream().filter(id -> !id.equals(alertId)).toList();
    }
}
