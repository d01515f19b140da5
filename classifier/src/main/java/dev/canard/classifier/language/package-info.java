/** The language that a post is written in. The only place that imports opennlp. */
@NullMarked
package dev.canard.classifier.language;

import org.jspecify.annotations.NullMarked;
