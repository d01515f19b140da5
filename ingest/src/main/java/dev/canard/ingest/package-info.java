@NullMarked
package dev.canard.ingest;

import org.jspecify.annotations.NullMarked;
