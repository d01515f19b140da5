package dev.canard.deploy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canard.deploy.source.InputReader.ReadPost;
import dev.canard.event.CleanText;
import dev.canard.event.Post;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostLabelsTest {

    @Test
    void of_readsTheLabels_andTheKindOutOfTheNote() throws IOException {
        PostLabels labels = PostLabels.of(
                line(
                        "{\"labels\": {\"debunk\": \"d1\", \"stance\": \"spreads\", \"alert\": true, \"note\": \"near-verbatim: a, b\"}}"));

        assertThat(labels).isEqualTo(new PostLabels("d1", "spreads", true, "near-verbatim"));
    }

    @Test
    void of_withoutDebunkAndNote_isOfAnotherKind() throws IOException {
        PostLabels labels =
                PostLabels.of(line("{\"labels\": {\"debunk\": null, \"stance\": \"unrelated\", \"alert\": false}}"));

        assertThat(labels).isEqualTo(new PostLabels(null, "unrelated", false, "other"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|no object \"labels\"",
                "{'labels': {'stance': 'spreads', 'alert': true}}|labels.debunk",
                "{'labels': {'debunk': 'd', 'alert': true}}|labels.stance",
                "{'labels': {'debunk': 'd', 'stance': 'spreads', 'alert': 'yes'}}|labels.alert",
                "{'labels': {'debunk': null, 'stance': 'spreads', 'alert': true}}|labels.debunk must name a debunk",
            },
            quoteCharacter = '`')
    void of_wrongLabels_namesFileLineAndField(String json, String complaint) {
        assertThatThrownBy(() -> PostLabels.of(line(json.replace('\'', '"'))))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("posts.jsonl:7: ")
                .hasMessageContaining(complaint);
    }

    private static ReadPost line(String json) {
        Post post = new Post(
                "p", "text", CleanText.unchanged("text"), null, null, null, List.of(), Instant.EPOCH, Instant.EPOCH);
        return new ReadPost(post, "posts.jsonl:7", json.getBytes(StandardCharsets.UTF_8));
    }
}
