/**
 * Trains the {@link dev.canard.indexer.encoder.CrossEncoder cross-encoder} for stance, from the weights of a sentence
 * encoder, on one thread of the CPU: first on open sets of natural language inference, then on posts about fact-checked
 * claims.
 *
 * <p>{@link dev.canard.indexer.training.crossencoder.CrossEncoderTraining} is where to begin. It needs DJL's PyTorch engine,
 * which is no part of the distribution: nothing outside this package touches it, and nothing here is used at run time.
 */
@NullMarked
package dev.canard.indexer.training.crossencoder;

import org.jspecify.annotations.NullMarked;
