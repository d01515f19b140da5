/** Topics as files for other tools: JSON Lines, CSV and Parquet, a folder for each day. */
@NullMarked
package dev.canard.deploy.export;

import org.jspecify.annotations.NullMarked;
