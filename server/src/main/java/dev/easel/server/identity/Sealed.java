package dev.easel.server.identity;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Bytes that go out and come back, under a MAC: {@code content.mac}, both in base64url. They can be read by anybody,
 * and written by whoever has the key. May be used from any thread.
 */
public final class Sealed {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final String purpose;

    /** @param purpose what is sealed for one is not good for another */
    public Sealed(byte[] key, String purpose) {
        this.key = new SecretKeySpec(key, ALGORITHM);
        this.purpose = purpose;
    }

    /** @param beside what has to be the same when it comes back */
    public String seal(byte[] content, String beside) {
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(content);
        return text + "." + mac(text, beside);
    }

    /** The content; empty where it was not sealed by this key for this purpose, with this beside it. */
    public Optional<byte[]> open(String sealed, String beside) {
        int end = sealed.indexOf('.');
        if (end < 0) {
            return Optional.empty();
        }
        String text = sealed.substring(0, end);
        byte[] expected = mac(text, beside).getBytes(ISO_8859_1);
        return MessageDigest.isEqual(expected, sealed.substring(end + 1).getBytes(ISO_8859_1))
                ? Optional.of(Base64.getUrlDecoder().decode(text))
                : Optional.empty();
    }

    private String mac(String text, String beside) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            // Neither the purpose nor base64 has a line end in it.
            byte[] bytes = mac.doFinal((purpose + "\n" + text + "\n" + beside).getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, missing);
        }
    }
}
