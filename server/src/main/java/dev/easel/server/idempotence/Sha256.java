package dev.easel.server.idempotence;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash function of this package. */
final class Sha256 {
    private Sha256() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}
