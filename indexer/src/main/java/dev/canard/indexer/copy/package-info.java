/**
 * Posts that are copies of each other, however they are disguised: {@link dev.canard.indexer.copy.CopyClusters} says of a post to which
 * cluster it belongs, {@link dev.canard.ingest.CopyForm} what makes one a copy.
 */
@NullMarked
package dev.canard.indexer.copy;

import org.jspecify.annotations.NullMarked;
