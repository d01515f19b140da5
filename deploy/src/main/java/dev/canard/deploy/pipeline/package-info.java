/**
 * The topologies as running applications. {@link dev.canard.deploy.pipeline.Pipeline} starts any set of them against any
 * Kafka, so that one process that does all and many that share the work are the same product.
 */
@NullMarked
package dev.canard.deploy.pipeline;

import org.jspecify.annotations.NullMarked;
