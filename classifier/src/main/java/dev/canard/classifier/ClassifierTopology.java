package dev.canard.classifier;

import dev.canard.classifier.language.PostLanguage;
import dev.canard.event.Post;
import dev.canard.event.PostClaims;
import dev.canard.metrics.Meter;
import dev.canard.metrics.Meters;
import dev.canard.topic.Topics;
import java.util.function.Supplier;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Named;
import org.jspecify.annotations.Nullable;

/** {@code posts} to {@code claims}. A deleted post passes through as null. */
public final class ClassifierTopology implements Supplier<Topology> {

    private final Topics topics;
    private final ClaimExtractor extractor;
    private final Meters meters;

    public ClassifierTopology(Topics topics, ClaimExtractor extractor, Meters meters) {
        this.topics = topics;
        this.extractor = extractor;
        this.meters = meters;
    }

    @Override
    public Topology get() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(topics.posts().name(), topics.posts().consumed("read-posts"))
                // Reads the sentences of the post, their names, numbers and cues.
                .mapValues(this::claimsOf, Named.as("extract-claims"))
                .to(topics.claims().name(), topics.claims().produced("write-claims"));
        return builder.build();
    }

    private @Nullable PostClaims claimsOf(@Nullable Post post) {
        if (post == null) {
            return null;
        }
        PostClaims claims = meters.cpu("extract-claims", () -> extractor.extract(post));
        meters.count(Meter.CLASSIFIED_POSTS, PostLanguage.meterTag(claims.language()));
        meters.add(Meter.CLAIMS, claims.claims().size());
        return claims;
    }
}
