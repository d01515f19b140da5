/** How likely a fact-checker would want to check a sentence: features, model and training. */
@NullMarked
package dev.canard.classifier.checkworthiness;

import org.jspecify.annotations.NullMarked;
