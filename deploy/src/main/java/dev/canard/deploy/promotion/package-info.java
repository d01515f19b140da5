/** Policies that were tried in a replay come into force, and go again. */
@NullMarked
package dev.canard.deploy.promotion;

import org.jspecify.annotations.NullMarked;
