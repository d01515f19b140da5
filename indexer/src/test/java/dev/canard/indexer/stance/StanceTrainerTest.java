package dev.canard.indexer.stance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.canard.event.Events;
import dev.canard.event.PostClaims;
import dev.canard.event.Stance;
import dev.canard.event.StanceEstimate;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.encoder.HashingTextEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StanceTrainerTest {

    private static final StanceTrainerSettings SETTINGS = new StanceTrainerSettings(1e-3, 60);

    @TempDir
    private Path folder;

    private final Encoders encoders = new Encoders(List.of(new HashingTextEncoder("a")));
    private final List<String> progress = new ArrayList<>();

    @Test
    void train_posts_learnsWhatTellsThemApart() throws IOException {
        // given posts about some claims, and others about claims that are not learnt from
        List<StanceExample> examples = examples();
        List<StanceExample> learnt = examples.subList(0, 24);
        List<StanceExample> held = examples.subList(24, examples.size());

        // when
        StanceModel model = new StanceTrainer(SETTINGS, progress::add).train(learnt, Map.of());

        // then
        StanceMetrics metrics = StanceTrainer.evaluate(model, held);
        assertThat(metrics.posts()).isEqualTo(12);
        assertThat(metrics.spreadsAgainstRefutes()).isGreaterThan(.95);
        assertThat(progress).isNotEmpty();
    }

    @Test
    void train_twice_givesTheSameFile() throws IOException {
        train().save(folder.resolve("one.json"));
        train().save(folder.resolve("two.json"));

        assertThat(folder.resolve("one.json")).hasSameBinaryContentAs(folder.resolve("two.json"));
    }

    @Test
    void load_savedModel_estimatesTheSame() throws IOException {
        StanceModel model = train();
        StanceExample example = examples().getFirst();

        model.save(folder.resolve("model.json"));
        StanceModel loaded = StanceModel.load(folder.resolve("model.json"));

        assertThat(loaded.version()).isEqualTo(model.version());
        assertThat(loaded.provenance()).isEqualTo(Map.of("data", "made up"));
        assertThat(loaded.estimate(example.post(), example.debunk()))
                .isEqualTo(model.estimate(example.post(), example.debunk()));
    }

    @Test
    void estimate_debunkWithoutVectors_fallsBackOnTheWording() throws IOException {
        StanceModel model = train();
        StanceExample example = examples().stream()
                .filter(one -> one.stance() == Stance.REFUTES)
                .findFirst()
                .orElseThrow();

        StanceEstimate estimate =
                model.estimate(example.post(), example.debunk().withVectors(List.of()));

        assertThat(estimate.probabilities().values().stream()
                        .mapToDouble(p -> p)
                        .sum())
                .isEqualTo(1, within(1e-9));
        assertThat(estimate.likeliest()).isEqualTo(Stance.REFUTES);
    }

    private StanceModel train() throws IOException {
        return new StanceTrainer(SETTINGS, progress::add).train(examples(), Map.of("data", "made up"));
    }

    private List<StanceExample> examples() throws IOException {
        List<String> claims = new ArrayList<>();
        List<String> posts = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            claims.add("{\"id\":\"c%d\",\"claim\":\"Thing%d turns blue.\",\"title\":\"Thing%d\",\"body\":\"No.\"}"
                    .formatted(i, i, i));
            posts.add(post(i, "spreads", "Look, thing%d turns blue today".formatted(i)));
            posts.add(post(i, "refutes", "It is a hoax that thing%d turns blue".formatted(i)));
            posts.add(post(i, "questions", "Does anyone know if thing%d turns blue?".formatted(i)));
        }
        Files.write(folder.resolve("claims.jsonl"), claims);
        Files.write(folder.resolve("posts.jsonl"), posts);
        return StanceData.read(List.of(folder))
                .encoded(encoders)
                .examples("train", StanceTrainerTest::read, encoders)
                .toList();
    }

    private static PostClaims read(String id, String text) {
        return Events.postClaims(id, text);
    }

    private static String post(int claim, String stance, String text) {
        return "{\"id\":\"c%d#%s\",\"claim_id\":\"c%d\",\"stance\":\"%s\",\"text\":\"%s\",\"split\":\"train\"}"
                .formatted(claim, stance, claim, stance, text);
    }
}
