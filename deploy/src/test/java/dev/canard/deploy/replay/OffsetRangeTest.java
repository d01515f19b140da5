package dev.canard.deploy.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetRangeTest {

    private static final List<Long> FIRST = List.of(0L, 120L, 7L);
    private static final List<Long> END = List.of(900L, 700L, 7L);

    @Test
    void parse_ofPartitionsInAnyOrder_givesWhatIsWritten() {
        OffsetRange range = OffsetRange.parse("1:250, 0:100", "0:500");

        assertThat(range.from()).isEqualTo(Map.of(0, 100L, 1, 250L));
        assertThat(range.fromText()).isEqualTo("0:100,1:250");
        assertThat(range.toText()).isEqualTo("0:500");
        assertThat(OffsetRange.parse(range.fromText(), range.toText())).isEqualTo(range);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "0:", ":1", "0:1,", "0=1", "-1:5", "0:-5", "a:1", "0:1.5", "0:9999999999999999999"})
    void parse_ofSomethingElse_saysTheForm(String text) {
        assertThatThrownBy(() -> OffsetRange.parse(text, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PARTITION:OFFSET");
    }

    @Test
    void parse_ofAPartitionTwice_isRefused() {
        assertThatThrownBy(() -> OffsetRange.parse("3:1,3:2", null)).hasMessageContaining("partition 3 is named twice");
    }

    @Test
    void parse_ofAnEndWithoutABeginning_isRefused() {
        assertThatThrownBy(() -> OffsetRange.parse("0:1", "0:5,2:5")).hasMessageContaining("partition 2");
    }

    @Test
    void of_leavesOutWhatIsNotNamed_andEndsWhereThePartitionEnds() {
        OffsetRange.Bounds bounds = OffsetRange.parse("1:250", null).of("claims", FIRST, END);

        assertThat(bounds).isEqualTo(new OffsetRange.Bounds(List.of(900L, 250L, 7L), List.of(900L, 700L, 7L)));
    }

    @Test
    void of_endsWhereItIsTold() {
        OffsetRange.Bounds bounds = OffsetRange.parse("0:0,1:120", "0:5,1:700").of("claims", FIRST, END);

        assertThat(bounds).isEqualTo(new OffsetRange.Bounds(List.of(0L, 120L, 7L), List.of(5L, 700L, 7L)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0:1,3:1; ; claims has no partition 3: its partitions are 0 to 2",
                "0:1,1:119; ; partition 1 of claims has the offsets 120 to before 700",
                "1:120; 1:701; partition 1 of claims has the offsets 120 to before 700",
                "0:5; 0:5; nothing lies between the offsets 5 and 5 of partition 0",
                "0:5; 0:4; nothing lies between the offsets 5 and 4 of partition 0",
                "2:7; ; nothing lies between the offsets 7 and 7 of partition 2"
            })
    void of_whatTheTopicDoesNotHave_namesPartitionAndOffset(String from, @Nullable String to, String message) {
        assertThatThrownBy(() -> OffsetRange.parse(from, to).of("claims", FIRST, END))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
