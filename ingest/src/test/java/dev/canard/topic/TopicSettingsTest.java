package dev.canard.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TopicSettingsTest {

    @Test
    void defaults() {
        assertThat(TopicSettings.DEFAULTS).isEqualTo(new TopicSettings("canard.", 6, (short) -1));
    }

    @Test
    void impossibleValues_areRefusedByName() {
        assertThatThrownBy(() -> new TopicSettings("a b", 1, (short) 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("prefix");
        assertThatThrownBy(() -> new TopicSettings("x".repeat(101), 1, (short) 1))
                .hasMessageContaining("prefix");
        assertThatThrownBy(() -> new TopicSettings("", 0, (short) 1)).hasMessageContaining("partitions");
        assertThatThrownBy(() -> new TopicSettings("", 1, (short) 0)).hasMessageContaining("replication-factor");
        assertThatThrownBy(() -> new TopicSettings("", 1, (short) -2)).hasMessageContaining("replication-factor");
    }

    @Test
    void noPrefix_isAllowed() {
        assertThat(new Topics(new TopicSettings("", 1, (short) 1)).posts().name())
                .isEqualTo("posts");
    }
}
