package dev.canard.indexer.stance;

import org.apache.commons.codec.digest.DigestUtils;

/** Tells versions of a model apart. */
final class Fingerprint {

    private Fingerprint() {}

    /** Eight hexadecimal digits that change with any of the bytes. */
    static String of(byte[] model) {
        return DigestUtils.sha256Hex(model).substring(0, 8);
    }
}
