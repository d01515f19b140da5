package dev.canard.indexer.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.Debunk;
import dev.canard.event.Vector;
import dev.canard.indexer.Debunks;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DebunkCacheTest {

    private static final Debunk PLAIN = Debunks.falseClaim("garlic", "Garlic cures the flu.", null);

    @Test
    void bytes_vectorsAndWords_weighWhatTheyTake() {
        Debunk encoded = PLAIN.withVectors(List.of(new Vector("e", "claim", new float[384])));
        String words = IntStream.range(0, 500).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));

        int plain = bytes(PLAIN);

        assertThat(bytes(encoded) - plain).isEqualTo(384 * Float.BYTES);
        assertThat(bytes(Debunks.falseClaim("garlic", "Garlic cures the flu.", words)) - plain)
                .isGreaterThan(400 * 50);
    }

    private static int bytes(Debunk debunk) {
        return DebunkCache.bytes(new DebunkCache.Entry(debunk, DebunkWords.of(debunk)));
    }
}
