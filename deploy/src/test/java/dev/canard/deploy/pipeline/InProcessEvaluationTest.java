package dev.canard.deploy.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.evaluation.WorkbenchProbe;
import dev.canard.deploy.evaluation.WorkbenchProbe.Judged;
import dev.canard.event.Alert;
import dev.canard.event.Match;
import dev.canard.event.PostMatches;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Evaluation runs without the topologies: here it is held to what they emit, with the real models. */
@Timeout(180)
class InProcessEvaluationTest {

    private static final List<String> DEBUNKS = List.of(
            debunk("d-tower", "The Eiffel Tower was sold to a scrap dealer and will be taken down.", "False"),
            debunk("d-tower-twin", "The Eiffel Tower was sold to a scrap dealer, and will be taken down!", "False"),
            debunk("d-bridge", "London Bridge was sold to an American by mistake.", "Misleading"),
            debunk("d-honey", "Honey found in ancient Egyptian tombs was still edible.", "True"));

    private static final List<String> POSTS = List.of(
            post("spreads", "They really did it: the Eiffel Tower was sold to a scrap dealer and will be taken down!"),
            post("refutes", "No, the Eiffel Tower was not sold to a scrap dealer. That story is a hoax."),
            post(
                    "true",
                    "Honey found in ancient Egyptian tombs was still edible, amazing. — Jane Doe (@jane) May 1, 2020"),
            post("chatter", "Rain again, so I baked two loaves of bread and finished my book on the sofa."));

    @Test
    void workbench_ranksAndJudges_asTheTopologiesDo(@TempDir Path directory) throws Exception {
        // given
        Path debunks = Files.write(directory.resolve("debunks.jsonl"), DEBUNKS);
        Path posts = Files.write(directory.resolve("posts.jsonl"), POSTS);

        // when
        List<Judged> judged = WorkbenchProbe.judge(CanardSettings.DEFAULTS, debunks, posts);
        List<PostMatches> emitted;
        List<Alert> alerts;
        try (PipelineRunner runner = new DriverRunner(CanardSettings.DEFAULTS, directory.resolve("state"))) {
            for (int i = 0; i < DEBUNKS.size(); i++) {
                runner.debunk("debunk-" + i, bytes(DEBUNKS.get(i)), i + 1);
            }
            for (int i = 0; i < POSTS.size(); i++) {
                runner.post("post-" + i, bytes(POSTS.get(i)));
            }
            emitted = List.copyOf(runner.matches());
            alerts = List.copyOf(runner.alerts());
        }

        // then
        assertThat(emitted).hasSameSizeAs(judged).hasSize(POSTS.size());
        for (int i = 0; i < emitted.size(); i++) {
            PostMatches verdict = emitted.get(i);
            Judged same = judged.get(i);
            assertThat(same.rankedIds())
                    .as(verdict.post().id())
                    .startsWith(verdict.matches().stream()
                            .map(match -> match.debunk().id())
                            .toArray(String[]::new));
            Match best = verdict.matches().getFirst();
            assertThat(same.about()).isEqualTo(best.about());
            assertThat(same.alerts())
                    .isEqualTo(alerts.stream()
                            .anyMatch(alert ->
                                    alert.post().id().equals(verdict.post().id())));
        }
        assertThat(judged).extracting(Judged::alerts).containsExactly(true, false, false, false);
    }

    private static String debunk(String id, String claim, String rating) {
        return """
                {"@type": "ClaimReview", "@id": "%s", "claimReviewed": "%s", "headline": "What is known about it",\
                 "datePublished": "2025-05-01", "author": {"name": "Example Check"},\
                 "reviewRating": {"alternateName": "%s"}}""".formatted(id, claim, rating);
    }

    private static String post(String id, String text) {
        return "{\"id\":\"%s\",\"text\":\"%s\"}".formatted(id, text);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
