/** Metrics, health and the import of fact-checks over HTTP. */
@NullMarked
package dev.canard.deploy.http;

import org.jspecify.annotations.NullMarked;
