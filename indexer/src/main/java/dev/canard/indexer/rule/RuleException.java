package dev.canard.indexer.rule;

/** Thrown for rules that cannot be used. The message names file, line and cause in one line. */
public final class RuleException extends RuntimeException {

    private static final long serialVersionUID = 1;

    RuleException(String message) {
        super(message);
    }

    RuleException(String message, Throwable cause) {
        super(message, cause);
    }
}
