/** The subcommands of {@code canard}, one class each. */
@NullMarked
package dev.canard.deploy.command;

import org.jspecify.annotations.NullMarked;
