package dev.canard.deploy.config;

/** Thrown for a configuration that cannot be used. The message names the key and the cause in one line. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    SettingsException(String message, Throwable cause) {
        super(message, cause);
    }

    SettingsException(String message) {
        super(message);
    }
}
