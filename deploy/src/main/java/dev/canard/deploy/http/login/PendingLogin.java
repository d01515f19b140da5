package dev.canard.deploy.http.login;

import java.net.URI;
import java.time.Instant;

/**
 * A login that has begun and that its browser must bring back.
 *
 * @param state ties the issuer's answer to this browser
 * @param nonce ties the ID token to this login
 * @param verifier proves to the issuer that who has the code has begun the login (PKCE, RFC 7636)
 * @param redirect where the issuer sends the browser
 * @param until when it is too late
 */
public record PendingLogin(String state, String nonce, String verifier, URI redirect, Instant until) {

    /** Without the secrets. */
    @Override
    public String toString() {
        return "PendingLogin[redirect=%s, until=%s]".formatted(redirect, until);
    }
}
