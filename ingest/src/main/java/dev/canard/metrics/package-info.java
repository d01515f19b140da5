/** What Canard measures about itself. {@link dev.canard.metrics.Meter} lists every meter. */
@NullMarked
package dev.canard.metrics;

import org.jspecify.annotations.NullMarked;
