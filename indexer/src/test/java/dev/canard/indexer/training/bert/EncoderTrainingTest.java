package dev.canard.indexer.training.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canard.event.Debunk;
import dev.canard.indexer.Debunks;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.encoder.HashingTextEncoder;
import dev.canard.indexer.encoder.PairTokenizer;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncoderTrainingTest {

    private static final Encoders ENCODERS = new Encoders(List.of(new HashingTextEncoder("a")));
    private static final Debunk GARLIC = Debunks.falseClaim("garlic", "Garlic cures the flu.", null, ENCODERS);
    private static final Debunk AGAIN = Debunks.falseClaim("again", "Garlic cures the flu!", null, ENCODERS);
    private static final Debunk BIRDS = Debunks.falseClaim("birds", "Birds are government drones.", null, ENCODERS);

    @Test
    void masks_otherPostOnTheSameClaim_isNeitherRightNorWrong() {
        List<FoundPost> step = List.of(
                new FoundPost("garlic helps", GARLIC, List.of(BIRDS)),
                new FoundPost("no birds", BIRDS, List.of()),
                new FoundPost("eat garlic", AGAIN, List.of()));

        float[] masks = EncoderTraining.masks(step, List.of(GARLIC, BIRDS, AGAIN, BIRDS));

        assertThat(masks)
                .containsExactly(
                        0, 0, -10_000, 0, //
                        0, 0, 0, -10_000, //
                        -10_000, 0, 0, 0);
    }

    @Test
    void masks_otherDebunkOfTheSamePost_isNeitherRightNorWrong() {
        List<FoundPost> step = List.of(
                new FoundPost("garlic and drones", GARLIC, List.of()),
                new FoundPost("garlic and drones", BIRDS, List.of()));

        float[] masks = EncoderTraining.masks(step, List.of(GARLIC, BIRDS));

        assertThat(masks).containsExactly(0, -10_000, -10_000, 0);
    }

    @Test
    void train_fewerPostsThanAStepTakes_isRefused() {
        EncoderTrainingSettings settings = EncoderTrainingSettings.DEFAULTS;
        try (PairTokenizer tokenizer = BaseModel.MINILM.tokenizer(settings.maxTokens())) {
            EncoderTraining training = new EncoderTraining(BaseModel.MINILM, settings, tokenizer, _ -> {});

            assertThatThrownBy(() -> training.train(List.of(new FoundPost("garlic helps", GARLIC, List.of()))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("needs 32 posts that are about a debunk, got 1");
        }
    }
}
