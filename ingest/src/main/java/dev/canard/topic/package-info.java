/**
 * The topics through which Canard's parts talk: {@link dev.canard.topic.Topics} lists them, with key, value and retention.
 *
 * <p>A topology names a topic by its {@link dev.canard.topic.Topic} and takes the serdes from there, so that no two parts
 * can disagree about what is in it. All topics about posts share one partition count and are partitioned by post id, so
 * that all state of a post lies in one task.
 */
@NullMarked
package dev.canard.topic;

import org.jspecify.annotations.NullMarked;
