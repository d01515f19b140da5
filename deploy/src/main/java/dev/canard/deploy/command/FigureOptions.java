package dev.canard.deploy.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.EventJson;
import java.util.Map;
import picocli.CommandLine.Option;

/** How figures are printed. */
final class FigureOptions {

    @Option(names = "--json", description = "Prints the figures as one JSON object.")
    private boolean json;

    /** @param figures by name, in their order */
    void print(Map<String, String> figures, Terminal terminal) throws JsonProcessingException {
        if (json) {
            terminal.print(EventJson.mapper().writeValueAsString(figures));
        } else {
            figures.forEach((name, figure) -> terminal.print("%-50s %s".formatted(name, figure)));
        }
    }
}
