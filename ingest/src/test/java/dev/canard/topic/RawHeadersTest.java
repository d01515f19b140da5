package dev.canard.topic;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class RawHeadersTest {

    @Test
    void of_givesBackWhatWasWritten() {
        RawHeaders full = new RawHeaders("canard", "b\u00fccher.jsonl", "7");
        RawHeaders none = new RawHeaders(null, null, null);

        assertThat(RawHeaders.of(full.toHeaders())).isEqualTo(full);
        assertThat(RawHeaders.of(none.toHeaders())).isEqualTo(none);
        assertThat(none.toHeaders()).isEmpty();
    }

    @Test
    void of_hostileHeaders_areCut() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("canard_source", new byte[1 << 20]).add("canard_position", null);

        assertThat(RawHeaders.of(headers).source()).hasSize(1_000);
        assertThat(RawHeaders.of(headers).position()).isNull();
    }
}
