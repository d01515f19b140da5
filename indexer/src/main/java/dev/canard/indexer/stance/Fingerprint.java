package dev.canard.indexer.stance;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells versions of a model apart. */
final class Fingerprint {

    private Fingerprint() {}

    /** Eight hexadecimal digits that change with any of the bytes. */
    static String of(byte[] model) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(model), 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
