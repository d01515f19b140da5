package dev.canard.indexer.encoder;

/** Another encoder, whose vectors of queries are remembered. Those of debunks are kept with the debunks. */
final class CachedTextEncoder implements TextEncoder {

    private final TextEncoder encoder;
    private final ResultCache cache;

    /**
     * @param encoder closed with this
     * @param cache not closed
     */
    public CachedTextEncoder(TextEncoder encoder, ResultCache cache) {
        this.encoder = encoder;
        this.cache = cache;
    }

    @Override
    public String id() {
        return encoder.id();
    }

    @Override
    public int dimensions() {
        return encoder.dimensions();
    }

    @Override
    public float[] encode(String text, Role role) {
        if (role != Role.QUERY) {
            return encoder.encode(text, role);
        }
        float[] known = cache.floats(id(), text);
        if (known != null) {
            return known;
        }
        float[] vector = encoder.encode(text, role);
        cache.put(vector, id(), text);
        return vector;
    }

    @Override
    public void close() {
        encoder.close();
    }
}
