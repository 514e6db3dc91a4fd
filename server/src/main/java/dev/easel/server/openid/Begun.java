package dev.easel.server.openid;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secrets of one sign-in, which only the browser that has begun it brings back.
 *
 * @param state by which the answer of the provider is known to belong to it
 * @param nonce by which the ID token is
 * @param verifier without which the code is of no use to anybody (PKCE, RFC 7636)
 */
public record Begun(String state, String nonce, String verifier) {
    private static final int BYTES = 32;

    public static Begun now(SecureRandom random) {
        return new Begun(secret(random), secret(random), secret(random));
    }

    private static String secret(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return encode(bytes);
    }

    /** What the provider is told of the verifier (S256). */
    String challenge() {
        try {
            return encode(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Without what it holds. */
    @Override
    public String toString() {
        return "a sign-in that has begun";
    }
}
