/** Text for a terminal. */
@NullMarked
package dev.canard.deploy.text;

import org.jspecify.annotations.NullMarked;
