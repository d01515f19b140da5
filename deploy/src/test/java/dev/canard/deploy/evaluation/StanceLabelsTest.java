package dev.canard.deploy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canard.event.Stance;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StanceLabelsTest {

    @TempDir
    private Path folder;

    @Test
    void read_givesStancesAndWhatIsUnsure() throws IOException {
        assertThat(StanceLabels.read(file("id\tstance\n1\trefutes\n2\tnearby-true\n3\tunsure\n")))
                .containsEntry("1", Optional.of(Stance.REFUTES))
                .containsEntry("2", Optional.of(Stance.NEARBY_TRUE))
                .containsEntry("3", Optional.empty());
    }

    @Test
    void read_tellsWhereItIsWrong() {
        assertThatThrownBy(() -> StanceLabels.read(file("id\n"))).hasMessageContaining(":1: the header must be");
        assertThatThrownBy(() -> StanceLabels.read(file("id\tstance\n1\n"))).hasMessageContaining(":2: 1 fields");
        assertThatThrownBy(() -> StanceLabels.read(file("id\tstance\n1\tmaybe\n")))
                .hasMessageContaining(":2: no stance: maybe");
        assertThatThrownBy(() -> StanceLabels.read(folder.resolve("none"))).hasMessageContaining("no such file");
    }

    @Test
    void refutingTweets_areEnoughToMeasureWith() throws IOException, URISyntaxException {
        Path tweets = Path.of(Objects.requireNonNull(getClass().getResource("refuting-tweets.tsv"))
                .toURI());

        assertThat(StanceLabels.read(tweets).values().stream().filter(Optional.of(Stance.REFUTES)::equals))
                .hasSizeGreaterThanOrEqualTo(60);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("labels.tsv"), text);
    }
}
