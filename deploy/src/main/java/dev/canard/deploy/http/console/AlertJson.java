package dev.canard.deploy.http.console;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.canard.event.Alert;
import dev.canard.event.EventJson;
import java.nio.charset.StandardCharsets;

/** An alert as JSON: there may be many, and most answers only pass them on. */
final class AlertJson {

    private final byte[] json;

    private AlertJson(byte[] json) {
        this.json = json;
    }

    static AlertJson of(Alert alert) {
        return new AlertJson(EventJson.write(alert));
    }

    Alert read() {
        return EventJson.read(json, Alert.class);
    }

    @JsonValue
    @JsonRawValue
    String text() {
        return new String(json, StandardCharsets.UTF_8);
    }
}
