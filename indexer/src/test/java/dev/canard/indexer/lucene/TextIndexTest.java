package dev.canard.indexer.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TextIndexTest {

    private final TextIndex index = new TextIndex();

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void all_givesTheNumbersOfTextsWithAllWords() {
        int garlic = index.put("a", "Garlic cures the flu");
        int birds = index.put("b", "Birds are the drones");

        assertThat(index.all("GARLIC flu")).isEqualTo(numbers(garlic));
        assertThat(index.all("the")).isEqualTo(numbers(garlic, birds));
        assertThat(index.all("garlic drones")).isEqualTo(numbers());
        assertThat(index.all("\"*?+(")).isEqualTo(numbers());
    }

    @Test
    void put_inThePlaceOfAnother_hasANumberOfItsOwn() {
        int before = index.put("a", "Garlic cures the flu");
        int after = index.put("a", "Garlic cures nothing");
        index.put("b", "Garlic is healthy");
        index.remove("b");

        assertThat(after).isNotEqualTo(before);
        assertThat(index.all("garlic")).isEqualTo(numbers(after));
        assertThat(index.search("garlic", 10)).containsExactly("a");
    }

    private static BitSet numbers(int... numbers) {
        BitSet set = new BitSet();
        for (int number : numbers) {
            set.set(number);
        }
        return set;
    }
}
