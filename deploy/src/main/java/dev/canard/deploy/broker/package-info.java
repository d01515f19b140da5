/** A Kafka broker inside the process, for one command that runs everything. */
@NullMarked
package dev.canard.deploy.broker;

import org.jspecify.annotations.NullMarked;
