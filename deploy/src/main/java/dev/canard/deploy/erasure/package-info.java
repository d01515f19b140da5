/** Erases what is kept of a person or a post, wherever it is kept: {@link dev.canard.deploy.erasure.Eraser}. */
@NullMarked
package dev.canard.deploy.erasure;

import org.jspecify.annotations.NullMarked;
