/** What the pipeline would make of a text, without a post. */
@NullMarked
package dev.canard.deploy.check;

import org.jspecify.annotations.NullMarked;
