/**
 * Posts to claims.
 *
 * <p>{@link dev.canard.classifier.ClassifierTopology} reads posts and writes {@link dev.canard.event.PostClaims};
 * {@link dev.canard.classifier.ClaimExtractor} does the work, without Kafka: it has the clean text split and tagged by CoreNLP
 * and makes a claim of each sentence, with entities, numbers, a score of check-worthiness and the signs of how its author
 * stands to it. A post of 33 tokens costs 2 to 3 ms of CPU; no post costs more than its bounded text allows.
 */
@NullMarked
package dev.canard.classifier;

import org.jspecify.annotations.NullMarked;
