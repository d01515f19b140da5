package dev.canard.indexer.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.canard.indexer.encoder.CrossEncoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingTest {

    @ParameterizedTest
    @CsvSource({
        "They ban cash!!!, They ban cash!",
        "They ban cash.!!, They ban cash.",
        "They ban cash?!?!, They ban cash?",
        "They ban cash!..., They ban cash!",
        "They ban cash... no. Why? Ha!, They ban cash... no. Why? Ha!",
    })
    void of_repeatedSigns_readsThemOnce(String post, String read) {
        Recorder recorder = new Recorder(new ArrayList<>());

        Reading.of(recorder, post, List.of("Cash is banned."));

        assertThat(recorder.firsts()).containsExactly(read);
    }

    @Test
    void of_scores_areLogOdds() {
        Reading reading = Reading.of(new Recorder(new ArrayList<>()), "post", List.of("claim"))
                .getFirst();

        assertThat(reading.about()).isEqualTo(Math.log(3), within(1e-9));
        assertThat(reading.of("SPREADS")).isEqualTo(Math.log(3), within(1e-9));
    }

    /** Remembers what it is asked to read, and is always equally sure. */
    private record Recorder(List<String> firsts) implements CrossEncoder {

        @Override
        public String id() {
            return "recorder";
        }

        @Override
        public List<String> classes() {
            return List.of(Reading.UNRELATED, "SPREADS");
        }

        @Override
        public List<double[]> score(String first, List<String> seconds) {
            firsts.add(first);
            return seconds.stream()
                    .map(_ -> new double[] {Math.log(.25), Math.log(.75)})
                    .toList();
        }

        @Override
        public void close() {}
    }
}
