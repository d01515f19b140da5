package dev.canard.classifier;

import dev.canard.classifier.language.PostLanguage;
import dev.canard.event.Post;
import dev.canard.event.PostClaims;
import dev.canard.metrics.Meter;
import dev.canard.metrics.Meters;
import dev.canard.topic.Topics;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Named;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code posts} to {@code claims}. A deleted post passes through as null. */
public final class ClassifierTopology implements Supplier<Topology> {

    private static final Logger LOG = LoggerFactory.getLogger(ClassifierTopology.class);

    private static final String STEP = "extract-claims";

    /** What the bounds of the extractor promise. */
    private static final Duration PROMISED = Duration.ofMillis(100);

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
                .mapValues(this::claimsOf, Named.as(STEP))
                .to(topics.claims().name(), topics.claims().produced("write-claims"));
        return builder.build();
    }

    private @Nullable PostClaims claimsOf(@Nullable Post post) {
        if (post == null) {
            return null;
        }
        if (extractor.cuts(post)) {
            meters.count(Meter.CUT_POSTS);
        }
        PostClaims claims = meters.cpu(STEP, () -> extractor.extract(post), time -> watch(post, time));
        meters.count(Meter.CLASSIFIED_POSTS, PostLanguage.meterTag(claims.language()));
        meters.add(Meter.CLAIMS, claims.claims().size());
        return claims;
    }

    /** Only tells. What is read of a post is bounded by what it holds, so that a replay on another machine gives the same claims. */
    private void watch(Post post, Duration time) {
        if (time.compareTo(PROMISED) > 0) {
            meters.count(Meter.SLOW_INPUTS, STEP);
            LOG.warn(
                    "A post of {} characters took {} ms of CPU",
                    post.clean().value().length(),
                    time.toMillis());
        }
    }
}
