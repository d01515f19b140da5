package dev.canard.indexer.training;

import dev.canard.event.Debunk;
import dev.canard.indexer.match.Twins;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which claims are held out: one in five, by their words, since libraries know the same claim by different ids. The cross-encoder is not
 * trained on posts about them, so that whatever judges its readings can be.
 */
public final class HeldOut {

    private static final int PARTS = 5;

    private HeldOut() {}

    /** Whether the posts about a debunk are held out; the same for each run, and for each debunk of its claim. */
    public static boolean is(Debunk debunk) {
        return is(Twins.key(debunk).claim());
    }

    /**
     * Whether posts about a claim that is held out teach how sure the stance is, rather than the matching: what both say together is measured on
     * them, and must not have been fitted to them. The same for each run; about half of them do.
     */
    public static boolean isForStance(Debunk debunk) {
        // The word decides the halves: models that were trained with it would else have seen what they are measured on.
        return Math.floorMod(("ensemble " + Twins.key(debunk).claim()).hashCode(), 2) == 0;
    }

    /** Ids of those debunks that are. */
    public static Set<String> ids(Collection<Debunk> debunks) {
        return debunks.stream().filter(HeldOut::is).map(Debunk::id).collect(Collectors.toSet());
    }

    /** Whether a post about no debunk is held out; the same for each run. */
    static boolean isPost(String postId) {
        return is(postId);
    }

    private static boolean is(String text) {
        return Math.floorMod(("held out " + text).hashCode(), PARTS) == 0;
    }
}
