package dev.easel.server.signin;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the browser of a person who is signed in has: 256 bits that only it knows. The server keeps a hash of them.
 *
 * @param text as it is in the cookie
 */
record SignInToken(String text) {
    private static final int BYTES = 32;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    static SignInToken random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new SignInToken(encode(bytes));
    }

    static Optional<SignInToken> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new SignInToken(text)) : Optional.empty();
    }

    /**
     * What the server keeps of it, and tells it from others by: its SHA-256. Of a random text of this length nobody
     * finds the text by that.
     */
    String key() {
        return encode(Sha256.of(text));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Without what it holds. */
    @Override
    public String toString() {
        return "the token of a sign-in";
    }
}
