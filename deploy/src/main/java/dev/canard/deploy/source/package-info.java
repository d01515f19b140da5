/** Files, standard input and addresses of the web into topics: record by record, in transactions, each record with its place. */
@NullMarked
package dev.canard.deploy.source;

import org.jspecify.annotations.NullMarked;
