/**
 * Webhooks: other programs are told of alerts and decisions.
 *
 * <p>Each webhook has a {@link dev.canard.deploy.webhook.Courier} with a consumer group of its own, so that one that is slow or down
 * holds back no other. What is told is a {@link dev.canard.deploy.webhook.Message}, in the form and with the signature that <a
 * href="https://www.standardwebhooks.com">Standard Webhooks</a> sets down; a {@link dev.canard.deploy.webhook.Delivery} posts it, again
 * and again with growing pauses where it has to. A place in the topics is kept only when the message was delivered or given up: every
 * event is told at least once, also over restarts, and a receiver knows one that comes twice by its {@code webhook-id}.
 */
@NullMarked
package dev.canard.deploy.webhook;

import org.jspecify.annotations.NullMarked;
