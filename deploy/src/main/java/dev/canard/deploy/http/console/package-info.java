/**
 * The moderators' console: a view of the topics ({@link dev.canard.deploy.http.console.ConsoleView}), what may be done with an alert ({@link
 * dev.canard.deploy.moderation.CaseState}), and the server of both. The topics are the truth: the view is read anew at each start.
 */
@NullMarked
package dev.canard.deploy.http.console;

import org.jspecify.annotations.NullMarked;
