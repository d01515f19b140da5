package dev.canard.indexer.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TermsTest {

    @Test
    void of_foldsCaseAccentsPossessivesAndEndings() {
        assertThat(Terms.of("Zoë's vaccines, VACCINE vaccinated")).containsExactly("zoe", "vaccin");
    }

    @Test
    void of_leavesOutStopWords_butNotTheCountry() {
        assertThat(Terms.of("RT @you: this is what they say about us and the US"))
                .containsExactly("sai", "us");
    }

    @Test
    void of_isEmpty_withoutWords() {
        assertThat(Terms.of("\uD83E\uDD86 ... !")).doesNotContain("");
        assertThat(Terms.of("")).isEmpty();
    }
}
