@NullMarked
package dev.canard.deploy;

import org.jspecify.annotations.NullMarked;
