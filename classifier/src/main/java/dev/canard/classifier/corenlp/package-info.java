/**
 * Stanford CoreNLP, bounded: texts to tagged sentences. The only place that imports edu.stanford.nlp.
 *
 * <p>Only two model files are used, the tagger and the three-class recogniser of names; the pipeline is shared by all threads.
 */
@NullMarked
package dev.canard.classifier.corenlp;

import org.jspecify.annotations.NullMarked;
