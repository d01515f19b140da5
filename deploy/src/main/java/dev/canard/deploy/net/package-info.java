/** What all need who talk to servers of others: which addresses are public, how long to wait, and what an answer asks for. */
@NullMarked
package dev.canard.deploy.net;

import org.jspecify.annotations.NullMarked;
