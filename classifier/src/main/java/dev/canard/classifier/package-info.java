@NullMarked
package dev.canard.classifier;

import org.jspecify.annotations.NullMarked;
