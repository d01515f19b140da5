/**
 * The records that cross Canard's topics, and their one JSON form.
 *
 * <p>Read {@link dev.canard.event.Post} first, then follow the flow: {@link dev.canard.event.PostClaims} (a post with its
 * claims), {@link dev.canard.event.Debunk} (a published fact-check), {@link dev.canard.event.PostMatches} (the debunks that
 * come closest to a post) and {@link dev.canard.event.Alert} (a post that spreads a debunked claim). Whatever cannot be read
 * becomes a {@link dev.canard.event.DeadLetter}.
 *
 * <p>All values are written by {@link dev.canard.event.EventJson}; the JSON Schemas beside it are published for consumers.
 */
@NullMarked
package dev.canard.event;

import org.jspecify.annotations.NullMarked;
