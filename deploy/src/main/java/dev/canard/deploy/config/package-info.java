/** Everything that can be configured: one typed tree, read from YAML, checked as a whole before anything starts. */
@NullMarked
package dev.canard.deploy.config;

import org.jspecify.annotations.NullMarked;
