/**
 * Debunks in a Lucene index, and that index as a global store of Kafka Streams. The only place that imports Lucene.
 *
 * <p>{@link dev.canard.indexer.lucene.DebunkIndex} takes changes and gives out {@link dev.canard.indexer.lucene.DebunkSnapshot
 * snapshots}. A snapshot never changes, and its {@link dev.canard.indexer.lucene.DebunkSnapshot#offset offset} says exactly
 * which changes it holds, so that whatever is decided with it can be dated:
 *
 * {@snippet :
 * try (DebunkSnapshot snapshot = index.acquire()) {
 *     List<Candidate> candidates = snapshot.candidates(new DebunkQuery(text, vectors), 50, 24);
 * }
 * }
 *
 * <p>{@link dev.canard.indexer.lucene.DebunkIndexStore} keeps such an index up to date from the topic of debunks. The offset
 * up to which the topic was read lies in Lucene's own commit, therefore index and offset cannot disagree, whenever the process
 * dies. The topic is the truth: an index that is broken, or was made with other encoders, is thrown away and read anew.
 *
 * <p>The other way round, {@link dev.canard.indexer.lucene.PostQuery} is a query that was written before the post came: a {@link
 * dev.canard.indexer.lucene.SearchablePost} is asked many of them.
 */
@NullMarked
package dev.canard.indexer.lucene;

import org.jspecify.annotations.NullMarked;
