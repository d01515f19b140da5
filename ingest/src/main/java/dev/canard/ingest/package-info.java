/**
 * How posts come in: payloads of {@code posts.raw} become {@link dev.canard.event.Post posts}, or dead letters.
 *
 * <p>{@link dev.canard.ingest.IngestTopology} is the flow. A {@link dev.canard.ingest.PostFormat} reads a payload,
 * {@link dev.canard.ingest.TextCleaner} makes its text readable for language tools and keeps the way back to the text as its
 * author wrote it. No payload, however hostile, costs more than time linear in its size, and none is lost.
 */
@NullMarked
package dev.canard.ingest;

import org.jspecify.annotations.NullMarked;
