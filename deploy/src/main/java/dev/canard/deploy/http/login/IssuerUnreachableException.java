package dev.canard.deploy.http.login;

import java.io.IOException;

/** The issuer gives no answer, or none of use. Later it may. */
public final class IssuerUnreachableException extends IOException {

    private static final long serialVersionUID = 1;

    IssuerUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
