@NullMarked
package dev.canard.indexer;

import org.jspecify.annotations.NullMarked;
