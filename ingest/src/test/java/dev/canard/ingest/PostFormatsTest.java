package dev.canard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PostFormatsTest {

    @Test
    void find_byNameOrTheStandardOne() {
        PostFormats formats = PostFormats.all();

        assertThat(formats.find("canard")).containsInstanceOf(CanardPostFormat.class);
        assertThat(formats.find(null)).isEqualTo(formats.find("canard"));
        assertThat(formats.find("Canard")).isEmpty();
        assertThat(formats.names())
                .containsExactly("canard", "bluesky-jetstream", "mastodon", "x", "reddit", "activitystreams");
    }

    @Test
    void sameNameTwice_isRefused() {
        List<PostFormat> again = List.of(new CanardPostFormat());

        assertThatThrownBy(() -> new PostFormats(new CanardPostFormat(), again))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("canard");
    }
}
