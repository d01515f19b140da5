/** Optimisation that the trainable models of this module share. */
@NullMarked
package dev.canard.indexer.training;

import org.jspecify.annotations.NullMarked;
