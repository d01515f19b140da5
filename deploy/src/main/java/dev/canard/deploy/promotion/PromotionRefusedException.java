package dev.canard.deploy.promotion;

/** Thrown for a promotion that does not happen as things are. The message says why, in one line. */
public final class PromotionRefusedException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    PromotionRefusedException(String message) {
        super(message);
    }
}
