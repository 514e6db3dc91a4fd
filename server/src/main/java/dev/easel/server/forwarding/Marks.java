package dev.easel.server.forwarding;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vertx.core.http.HttpMethod;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes and reads marks, under a key that only the instances of one database know. A mark holds for one method and one
 * request target; the network between instances is trusted not to repeat it. May be used from any thread.
 */
final class Marks {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PURPOSE = "easel forwarded request 1";
    private static final int PARTS = 5;

    private final SecretKeySpec key;

    Marks(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** The value of the header. */
    String write(Mark mark, HttpMethod method, String uri) {
        byte[] mac = mac(mark, method, uri);
        return String.join(" ", mark.from(), mark.to(), mark.client(), mark.connection(), encode(mac));
    }

    /** The mark; empty where it was not written with our key, for this request. */
    Optional<Mark> read(String header, HttpMethod method, String uri) {
        String[] parts = header.split(" ", -1);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        Mark mark = new Mark(parts[0], parts[1], parts[2], parts[3]);
        byte[] expected = encode(mac(mark, method, uri)).getBytes(ISO_8859_1);
        return MessageDigest.isEqual(expected, parts[4].getBytes(ISO_8859_1)) ? Optional.of(mark) : Optional.empty();
    }

    private byte[] mac(Mark mark, HttpMethod method, String uri) {
        // No part has a line end in it: they come from a header, or from a request's first line.
        String all = String.join(
                "\n", PURPOSE, mark.from(), mark.to(), mark.client(), mark.connection(), method.name(), uri);
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(all.getBytes(ISO_8859_1));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, missing);
        }
    }

    private static String encode(byte[] mac) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
    }
}
