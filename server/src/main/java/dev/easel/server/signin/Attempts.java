package dev.easel.server.signin;

import dev.easel.server.openid.Begun;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The sign-ins that a browser has under way, as the value of its cookie: encrypted and authenticated under a key that
 * the instances of one database have in common, so that any of them can end what another has begun, and none has to
 * remember it. May be used from any thread.
 */
final class Attempts {
    /** Of one browser, in as many tabs; beginning one more forgets the first. */
    static final int MOST = 4;

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String MAC = "HmacSHA256";
    private static final String PURPOSE = "easel sign-ins under way 1";
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int LINES = 5;

    private final SecretKeySpec key;
    private final SecureRandom random;

    /** @param secret of the instances; the key is derived from it */
    Attempts(byte[] secret, SecureRandom random) {
        this.random = random;
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(secret, MAC));
            key = new SecretKeySpec(mac.doFinal(PURPOSE.getBytes(StandardCharsets.US_ASCII)), "AES");
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has " + MAC, missing);
        }
    }

    /** The attempts with one more, which is the last. */
    static List<Attempt> with(List<Attempt> before, Attempt added) {
        List<Attempt> all = new ArrayList<>(before);
        all.add(added);
        return List.copyOf(all.subList(Math.max(0, all.size() - MOST), all.size()));
    }

    static Optional<Attempt> find(List<Attempt> attempts, String state) {
        byte[] sought = state.getBytes(StandardCharsets.UTF_8);
        return attempts.stream()
                .filter(it -> MessageDigest.isEqual(it.begun().state().getBytes(StandardCharsets.UTF_8), sought))
                .findFirst();
    }

    String write(List<Attempt> attempts) {
        StringBuilder text = new StringBuilder();
        for (Attempt it : attempts) {
            Begun begun = it.begun();
            text.append(String.join(
                            "\n",
                            begun.state(),
                            begun.nonce(),
                            begun.verifier(),
                            Long.toString(it.at()),
                            it.to())) // none of them has a line end in it
                    .append('\n');
        }
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, iv, text.toString().getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> new IllegalStateException("every Java platform has " + CIPHER));
        byte[] all = Arrays.copyOf(iv, IV_BYTES + sealed.length);
        System.arraycopy(sealed, 0, all, IV_BYTES, sealed.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /** Those that are under way still; none where no instance has written the value. */
    List<Attempt> read(String value, long now) {
        try {
            byte[] all = Base64.getUrlDecoder().decode(value);
            if (all.length <= IV_BYTES) {
                return List.of();
            }
            return crypt(
                            Cipher.DECRYPT_MODE,
                            Arrays.copyOf(all, IV_BYTES),
                            Arrays.copyOfRange(all, IV_BYTES, all.length))
                    .map(text -> parse(new String(text, StandardCharsets.UTF_8)))
                    .orElse(List.of())
                    .stream()
                    .filter(it -> it.isUnderWay(now))
                    .toList();
        } catch (IllegalArgumentException _) {
            return List.of(); // no base64url
        }
    }

    private static List<Attempt> parse(String text) {
        String[] lines = text.split("\n");
        List<Attempt> attempts = new ArrayList<>();
        for (int i = 0; i + LINES <= lines.length; i += LINES) {
            attempts.add(new Attempt(
                    new Begun(lines[i], lines[i + 1], lines[i + 2]), Long.parseLong(lines[i + 3]), lines[i + 4]));
        }
        return attempts;
    }

    /** Empty where it was not encrypted under our key. */
    private Optional<byte[]> crypt(int mode, byte[] iv, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
            return Optional.of(cipher.doFinal(text));
        } catch (GeneralSecurityException _) {
            return Optional.empty();
        }
    }
}
