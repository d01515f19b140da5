package dev.canard.indexer.encoder;

/**
 * What a {@link CrossEncoder} is asked for. Two models share the work, since what tells a claim from others and what tells belief from denial are learnt
 * best from different posts.
 */
public enum CrossEncoderUse {
    /** Is the post about the claim? */
    RANKING("cross-encoder"),
    /** How does it stand to the claim, if it is about it? */
    STANCE("stance-cross-encoder");

    private final String name;

    CrossEncoderUse(String name) {
        this.name = name;
    }

    /** Name of the file with its encoder. */
    public String model() {
        return name + ".onnx";
    }

    /** Name of the file with its {@link CrossEncoderHead}. */
    public String head() {
        return name + ".head";
    }
}
