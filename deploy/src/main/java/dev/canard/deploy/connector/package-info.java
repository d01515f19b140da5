/**
 * Sources of posts, and what reads them without losing or doubling anything.
 *
 * <p>A {@link dev.canard.deploy.connector.Connector} knows one kind of source: files, a WebSocket, server-sent events, a topic.
 * It puts one input after the other into an {@link dev.canard.deploy.connector.Intake}, each with the position behind it, and is
 * made to wait there when it is faster than Kafka or than it may be. {@link dev.canard.deploy.connector.Ingestion} writes the
 * inputs, and the position of the last one with them, in transactions; when it is started again it tells the connector from where
 * to go on. What a connector gives twice after it was cut off, the ingest stage removes by the post's id.
 */
@NullMarked
package dev.canard.deploy.connector;

import org.jspecify.annotations.NullMarked;
