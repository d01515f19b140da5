/**
 * Logging in by an issuer of OpenID Connect ({@link dev.canard.deploy.http.login.OidcIssuer}): the browser is sent there with what {@link
 * dev.canard.deploy.http.login.PendingLogin} holds, comes back with a code, and gets a session ({@link dev.canard.deploy.http.login.Sessions}). Who fails
 * too often has to wait ({@link dev.canard.deploy.http.login.Throttle}). Nothing here outlives the process.
 */
@NullMarked
package dev.canard.deploy.http.login;

import org.jspecify.annotations.NullMarked;
