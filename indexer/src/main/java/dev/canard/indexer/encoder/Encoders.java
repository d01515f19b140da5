package dev.canard.indexer.encoder;

import dev.canard.event.Debunk;
import dev.canard.event.Vector;
import dev.canard.indexer.encoder.TextEncoder.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The encoders that an installation uses, always all of them together. Thread-safe; owns what it holds. */
public final class Encoders implements AutoCloseable {

    /** {@link Vector#field} of the claim that a debunk is about. */
    public static final String CLAIM = "claim";

    /** {@link Vector#field} of a debunk's headline. */
    public static final String TITLE = "title";

    /** {@link Vector#field} of claim and headline together: what is searched. */
    public static final String BOTH = "both";

    /** Beginning of the {@link Vector#field} of each sentence of a debunk's article. */
    public static final String BODY = "body/";

    /** What of a debunk is encoded. */
    public static final List<String> FIELDS = List.of(CLAIM, TITLE, BOTH, BODY);

    /** Articles say early what is true. */
    private static final int BODY_SENTENCES = 8;

    /** Shorter sentences say nothing on their own. In UTF-16 code units. */
    private static final int SHORTEST_BODY_SENTENCE = 30;

    /** In UTF-16 code units. */
    private static final int BODY_START = 4_000;

    private final List<TextEncoder> encoders;

    /**
     * Takes ownership of the encoders.
     *
     * @throws IllegalArgumentException if there is none, or if two have the same id
     */
    public Encoders(List<? extends TextEncoder> encoders) {
        this.encoders = List.copyOf(encoders);
        if (encoders.isEmpty()
                || encoders.stream().map(TextEncoder::id).distinct().count() < encoders.size()) {
            throw new IllegalArgumentException("encoders need at least one, and different ids");
        }
    }

    /** Loads the encoders that the settings name. */
    public static Encoders load(List<EncoderSettings> settings) {
        return new Encoders(settings.stream().map(OnnxTextEncoder::new).toList());
    }

    /** These, whose vectors of queries are remembered; they own what these hold. */
    public Encoders cached(ResultCache cache) {
        return new Encoders(encoders.stream()
                .map(encoder -> new CachedTextEncoder(encoder, cache))
                .toList());
    }

    /** Their ids, in the order of configuration. */
    public List<String> ids() {
        return encoders.stream().map(TextEncoder::id).toList();
    }

    /** They themselves, in the same order; not to be closed on their own. */
    public List<TextEncoder> asList() {
        return encoders;
    }

    /** The text as each encoder sees it, by {@link TextEncoder#id}, in the order of {@link #ids}. */
    public Map<String, float[]> encode(String text, Role role) {
        Map<String, float[]> vectors = new LinkedHashMap<>();
        for (TextEncoder encoder : encoders) {
            vectors.put(encoder.id(), encoder.encode(text, role));
        }
        return vectors;
    }

    /**
     * The claim, the title if it says something else, both together, and the first sentences of the article of a debunk as each
     * encoder sees them.
     */
    public List<Vector> vectorsOf(Debunk debunk) {
        List<Vector> vectors = new ArrayList<>();
        Map<String, float[]> claim = encode(debunk.claim(), Role.PASSAGE);
        add(CLAIM, claim, vectors);
        String title = debunk.title();
        if (title != null
                && !title.isBlank()
                && !title.strip().equals(debunk.claim().strip())) {
            add(TITLE, encode(title, Role.PASSAGE), vectors);
            add(BOTH, encode(debunk.claim() + " " + title, Role.PASSAGE), vectors);
        } else {
            add(BOTH, claim, vectors);
        }
        List<String> sentences = bodySentences(debunk);
        for (int i = 0; i < sentences.size(); i++) {
            add(BODY + i, encode(sentences.get(i), Role.PASSAGE), vectors);
        }
        return vectors;
    }

    /** The sentences of the article that are encoded, each as {@link #BODY} and its index; none without an article. */
    public static List<String> bodySentences(Debunk debunk) {
        String body = debunk.body();
        if (body == null) {
            return List.of();
        }
        return Sentences.of(body.substring(0, Math.min(body.length(), BODY_START))).stream()
                .filter(sentence -> sentence.length() >= SHORTEST_BODY_SENTENCE)
                .limit(BODY_SENTENCES)
                .toList();
    }

    private static void add(String field, Map<String, float[]> encoded, List<Vector> vectors) {
        encoded.forEach((encoder, values) -> vectors.add(new Vector(encoder, field, values)));
    }

    @Override
    public void close() {
        encoders.forEach(TextEncoder::close);
    }
}
