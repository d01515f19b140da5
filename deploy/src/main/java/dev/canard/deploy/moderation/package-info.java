/** What moderators' decisions come to, wherever they are counted. */
@NullMarked
package dev.canard.deploy.moderation;

import org.jspecify.annotations.NullMarked;
