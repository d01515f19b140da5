/**
 * What could not be used: looked through, and sent once more when what was wrong is mended.
 *
 * <p>A {@link dev.canard.deploy.deadletter.StoredLetter} is a dead letter with its place in the topic of dead letters, by which it
 * is called. {@link dev.canard.deploy.deadletter.DeadLetterReplayer} sends the bytes of letters back to where they were read, in
 * transactions that also hold a mark for each, and passes over those that have one.
 */
@NullMarked
package dev.canard.deploy.deadletter;

import org.jspecify.annotations.NullMarked;
