package dev.canard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canard.event.CleanText;
import dev.canard.event.EventJson;
import dev.canard.event.Events;
import dev.canard.event.Post;
import dev.canard.topic.Topic;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class IngestSettingsTest {

    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void impossibleValues_areRefusedByName() {
        assertThatThrownBy(() -> new IngestSettings(0, 1, DAY)).hasMessageContaining("max-payload-bytes");
        assertThatThrownBy(() -> new IngestSettings((1 << 20) + 1, 1, DAY)).hasMessageContaining("max-payload-bytes");
        assertThatThrownBy(() -> new IngestSettings(1, 0, DAY)).hasMessageContaining("max-text-length");
        assertThatThrownBy(() -> new IngestSettings(1, 250_001, DAY)).hasMessageContaining("max-text-length");
        assertThatThrownBy(() -> new IngestSettings(1, 1, Duration.ofSeconds(59)))
                .hasMessageContaining("repeat-window");
        assertThatThrownBy(() -> new IngestSettings(1, 1, Duration.ofDays(31))).hasMessageContaining("repeat-window");
    }

    @Test
    void longestPost_fitsARecordTwice() {
        // Each second character invisible: the most runs. Each visible one takes three bytes.
        String text = "\u65E5\u200B".repeat(IngestSettings.DEFAULTS.maxTextLength() / 2);
        CleanText clean = TextCleaner.clean(text).text();
        Post post = Events.post("1", text);
        Post longest =
                new Post("1", text, clean, post.author(), null, null, List.of(), post.createdAt(), post.arrivedAt());

        assertThat(clean.runs()).hasSize(text.length() / 2);
        assertThat(EventJson.write(longest)).hasSizeLessThan(Topic.MAX_MESSAGE_BYTES / 2);
    }
}
