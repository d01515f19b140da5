/** What curators do with debunks by hand: amend and retract them, and look through their history. */
@NullMarked
package dev.canard.deploy.curation;

import org.jspecify.annotations.NullMarked;
