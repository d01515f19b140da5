/** Runs of the whole pipeline in one process that end when their input is worked off. */
@NullMarked
package dev.canard.deploy.run;

import org.jspecify.annotations.NullMarked;
