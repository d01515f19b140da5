/**
 * Judges posts of the past once more with other settings or the debunks of another day, apart from production, and tells what would
 * have been different.
 */
@NullMarked
package dev.canard.deploy.replay;

import org.jspecify.annotations.NullMarked;
