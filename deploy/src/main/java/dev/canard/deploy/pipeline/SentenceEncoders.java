package dev.canard.deploy.pipeline;

import dev.canard.classifier.checkworthiness.SentenceEncoder;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.encoder.TextEncoder;
import java.util.List;

/** The indexer's encoders as the classifier wants them: the two know nothing of each other. */
public final class SentenceEncoders {

    private SentenceEncoders() {}

    /** They live as long as the encoders do. */
    public static List<SentenceEncoder> of(Encoders encoders) {
        return encoders.asList().stream()
                .<SentenceEncoder>map(AsSentenceEncoder::new)
                .toList();
    }

    private record AsSentenceEncoder(TextEncoder encoder) implements SentenceEncoder {

        @Override
        public String id() {
            return encoder.id();
        }

        @Override
        public float[] encode(String text) {
            return encoder.encode(text, TextEncoder.Role.QUERY);
        }
    }
}
