/**
 * The other way in time: most fact-checks come after the claim has begun to spread. {@link
 * dev.canard.indexer.lookback.RecentPosts} keeps the posts of a partition for a while, and {@link
 * dev.canard.indexer.lookback.LookBack} tells which of them have to be judged again when a debunk is published, corrected or
 * retracted.
 */
@NullMarked
package dev.canard.indexer.lookback;

import org.jspecify.annotations.NullMarked;
