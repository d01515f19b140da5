/** Posts to the debunks that they are about. */
@NullMarked
package dev.canard.indexer.match;

import org.jspecify.annotations.NullMarked;
