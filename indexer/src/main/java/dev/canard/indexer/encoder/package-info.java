/**
 * Texts to vectors, by ONNX sentence encoders, and pairs of texts to classes, by cross-encoders. The only place that imports
 * ONNX Runtime and its tokenizers.
 */
@NullMarked
package dev.canard.indexer.encoder;

import org.jspecify.annotations.NullMarked;
