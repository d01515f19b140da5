package dev.canard.deploy.command;

import dev.canard.classifier.ClaimExtractor;
import dev.canard.event.Post;
import dev.canard.event.PostClaims;
import dev.canard.ingest.CleanedText;
import dev.canard.ingest.TextCleaner;
import java.time.Instant;

/** Labelled texts as posts, read as the pipeline reads them. */
final class LabelledPosts {

    private LabelledPosts() {}

    static PostClaims read(String id, String text, ClaimExtractor extractor) {
        CleanedText cleaned = TextCleaner.clean(text);
        return extractor.extract(new Post(
                id, text, cleaned.text(), cleaned.author(), null, null, cleaned.links(), Instant.EPOCH, Instant.EPOCH));
    }
}
