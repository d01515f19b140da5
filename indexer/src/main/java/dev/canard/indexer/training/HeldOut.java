package dev.canard.indexer.training;

/**
 * Which claims are held out: one in five. The cross-encoder is not trained on posts about them, so that whatever judges its
 * readings can be.
 */
public final class HeldOut {

    private static final int PARTS = 5;

    private HeldOut() {}

    /** Whether the posts about a debunk are held out; the same for each run. */
    public static boolean is(String debunkId) {
        return Math.floorMod(("held out " + debunkId).hashCode(), PARTS) == 0;
    }
}
