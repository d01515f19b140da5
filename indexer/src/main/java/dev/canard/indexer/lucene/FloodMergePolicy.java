package dev.canard.indexer.lucene;

import java.io.IOException;
import org.apache.lucene.index.FilterMergePolicy;
import org.apache.lucene.index.MergeTrigger;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.TieredMergePolicy;
import org.jspecify.annotations.Nullable;

/**
 * Merges segments as usual, but none in a flood of changes. A merge of large segments builds a graph of all their vectors, so that in
 * a flood each vector would be put into one graph after the other. Small segments have none, and are scanned meanwhile.
 */
final class FloodMergePolicy extends FilterMergePolicy {

    /** What is smaller counts as of this size, so that many are merged at a time. */
    private static final double SMALL_MEGABYTES = 64;

    /** How many segments of about one size there may be. They are scanned, so that few are worth a merge. */
    private static final int SEGMENTS_PER_TIER = 4;

    /** More than that are merged in a flood too: each is a handful of open files. */
    private static final int MOST_SEGMENTS = 128;

    private volatile boolean flood;

    FloodMergePolicy() {
        super(new TieredMergePolicy().setFloorSegmentMB(SMALL_MEGABYTES).setSegmentsPerTier(SEGMENTS_PER_TIER));
    }

    void setFlood(boolean flood) {
        this.flood = flood;
    }

    @Override
    public @Nullable MergeSpecification findMerges(MergeTrigger trigger, SegmentInfos segments, MergeContext context)
            throws IOException {
        return flood && segments.size() < MOST_SEGMENTS ? null : super.findMerges(trigger, segments, context);
    }
}
