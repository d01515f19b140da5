/** Metrics and health over HTTP. */
@NullMarked
package dev.canard.deploy.http;

import org.jspecify.annotations.NullMarked;
