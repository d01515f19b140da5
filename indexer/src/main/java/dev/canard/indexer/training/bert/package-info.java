/**
 * Trains BERT models on one thread of the CPU, from the weights of a sentence encoder: a {@link dev.canard.indexer.encoder.TextEncoder sentence encoder} that
 * puts posts near their debunks, and the {@link dev.canard.indexer.encoder.CrossEncoder cross-encoder} for stance, first on open sets of natural language
 * inference, then on posts about fact-checked claims.
 *
 * <p>{@link dev.canard.indexer.training.bert.EncoderTraining} and {@link dev.canard.indexer.training.bert.CrossEncoderTraining} are where to begin. They need
 * DJL's PyTorch engine, which is no part of the distribution: nothing outside this package touches it, and nothing here is used at run time.
 */
@NullMarked
package dev.canard.indexer.training.bert;

import org.jspecify.annotations.NullMarked;
