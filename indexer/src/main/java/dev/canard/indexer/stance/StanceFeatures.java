package dev.canard.indexer.stance;

import dev.canard.event.AssertionCues;
import dev.canard.event.Claim;
import dev.canard.event.Debunk;
import dev.canard.event.Post;
import dev.canard.event.Vector;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.match.EncodedPost;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the stance model sees of a post and a debunk, in blocks by name.
 *
 * <p>For each encoder that both have vectors of: the difference and the product of the post's and the claim's vector,
 * element by element (a probe over them reads what the post adds to the claim, or takes from it), and the cosines of post,
 * claim and title. Then the cues of wording. A block that cannot be made is left out.
 */
final class StanceFeatures {

    private static final String DIFFERENCE = "/difference";
    private static final String PRODUCT = "/product";

    /** Longer texts are not read further: the stance shows early or never. */
    private static final int MOST_CHARACTERS = 2_000;

    /** Sites of fact-checkers. A post that links there more often passes a correction on than a rumour. */
    private static final Set<String> FACT_CHECKERS = Set.of(
            "snopes.com",
            "politifact.com",
            "factcheck.org",
            "fullfact.org",
            "leadstories.com",
            "factcheck.afp.com",
            "apnews.com",
            "africacheck.org",
            "chequeado.com",
            "maldita.es",
            "newtral.es",
            "correctiv.org",
            "aap.com.au",
            "boomlive.in",
            "altnews.in",
            "factly.in",
            "thejournal.ie",
            "checkyourfact.com",
            "healthfeedback.org",
            "science.feedback.org",
            "dpa-factchecking.com",
            "mimikama.org");

    private StanceFeatures() {}

    static Map<String, float[]> of(EncodedPost post, Debunk debunk) {
        Map<String, float[]> blocks = new LinkedHashMap<>();
        post.vectors().forEach((encoder, vector) -> {
            float[] claim = vector(debunk, encoder, Encoders.CLAIM);
            if (claim != null && claim.length == vector.length) {
                float[] title = vector(debunk, encoder, Encoders.TITLE);
                add(encoder, vector, claim, title == null ? claim : title, blocks);
            }
        });
        blocks.put("wording", wording(post, debunk));
        return blocks;
    }

    /** Whether a block holds elements of embeddings, as against features that each mean something. */
    static boolean isElements(String block) {
        return block.endsWith(DIFFERENCE) || block.endsWith(PRODUCT);
    }

    private static void add(String encoder, float[] post, float[] claim, float[] title, Map<String, float[]> blocks) {
        float[] difference = new float[post.length];
        float[] product = new float[post.length];
        for (int d = 0; d < post.length; d++) {
            difference[d] = post[d] - claim[d];
            product[d] = post[d] * claim[d];
        }
        blocks.put(encoder + DIFFERENCE, difference);
        blocks.put(encoder + PRODUCT, product);
        blocks.put(encoder + "/cosines", new float[] {dot(post, claim), dot(post, title), dot(claim, title)});
    }

    /** All cues in the post, then those of its closest claim, then how its negation meets the debunk's. */
    private static float[] wording(EncodedPost encoded, Debunk debunk) {
        Post post = encoded.claims().post();
        String text = normalised(post.clean().value());
        String claimed = normalised(debunk.claim());
        @Nullable Claim closest = ClosestClaim.of(encoded, debunk).orElse(null);
        String said = closest == null ? "" : normalised(closest.text());
        AssertionCues cues = closest == null ? AssertionCues.NONE : closest.cues();
        Cue[] kinds = Cue.values();
        float[] features = new float[kinds.length + 10];
        for (int i = 0; i < kinds.length; i++) {
            features[i] = kinds[i].count(text);
        }
        int next = kinds.length;
        boolean negated = Cue.NEGATION.in(said);
        boolean claimNegated = Cue.NEGATION.in(claimed);
        for (boolean sign : List.of(
                cues.negated(),
                cues.question(),
                cues.attributed(),
                cues.refuting(),
                negated,
                claimNegated,
                negated != claimNegated,
                Cue.REFUTATION.in(claimed),
                post.links().stream().anyMatch(StanceFeatures::isFactCheck))) {
            features[next++] = sign ? 1 : 0;
        }
        features[next] = (float) Math.log1p(text.split(" ", -1).length);
        return features;
    }

    private static String normalised(String text) {
        return Cue.normalised(text.substring(0, Math.min(text.length(), MOST_CHARACTERS)));
    }

    private static boolean isFactCheck(String link) {
        try {
            String host = URI.create(link).getHost();
            return host != null
                    && FACT_CHECKERS.stream().anyMatch(site -> host.equals(site) || host.endsWith("." + site));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static float @Nullable [] vector(Debunk debunk, String encoder, String field) {
        for (Vector vector : debunk.vectors()) {
            if (vector.encoder().equals(encoder) && vector.field().equals(field)) {
                return vector.values();
            }
        }
        return null;
    }

    private static float dot(float[] one, float[] other) {
        double sum = 0;
        for (int d = 0; d < one.length; d++) {
            sum += one[d] * other[d];
        }
        return (float) sum;
    }
}
