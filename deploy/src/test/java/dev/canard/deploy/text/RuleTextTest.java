package dev.canard.deploy.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.Events;
import dev.canard.event.MetRule;
import dev.canard.event.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleTextTest {

    @Test
    void of_ruleInShadow_saysSoAndQuotesTheWordsWithoutControlCharacters() {
        MetRule rule = new MetRule("chip", "1a2b3c4d", null, true, List.of(new Span(0, 3), new Span(8, 17)));

        String line = RuleText.of(rule, Events.post("p1", "Jab has a \u001b[2Jchip"));

        assertThat(line).isEqualTo("chip@1a2b3c4d in shadow: \"Jab\", \"a [2Jchi\"");
    }
}
