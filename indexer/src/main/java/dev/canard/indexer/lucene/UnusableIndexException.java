package dev.canard.indexer.lucene;

/** An index that is of no use here, and why. It can be built anew from its topic. */
public final class UnusableIndexException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What is wrong with it. */
    public enum Cause {
        /** A file is missing, cut off, or not as it was written. */
        DAMAGED,
        /** Documents are written or analysed differently today. */
        OTHER_FORMAT,
        /** Its vectors come from other encoders. */
        OTHER_ENCODERS
    }

    private final Cause kind;

    UnusableIndexException(Cause kind, String message) {
        super(message);
        this.kind = kind;
    }

    UnusableIndexException(Cause kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Cause kind() {
        return kind;
    }
}
