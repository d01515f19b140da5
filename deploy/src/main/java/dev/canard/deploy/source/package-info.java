/** Files and standard input into topics: line by line, in transactions, each line with its place. */
@NullMarked
package dev.canard.deploy.source;

import org.jspecify.annotations.NullMarked;
