package dev.easel.server.http;

/**
 * Order keys as Excalidraw's fractional indexing makes and checks them: compared as text, a leading letter says how
 * many digits of base 62 follow ({@code a} one, {@code b} two, …), and without a fraction a key is just that integer.
 */
final class FractionalIndex {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /** Digits of a key: 238,328 keys of one length. */
    private static final int LENGTH = 3;

    private final int length;

    /** Keys of one length for {@code count} things. */
    FractionalIndex(int count) {
        int digits = LENGTH;
        for (long keys = 62 * 62 * 62; keys < count; keys *= 62) {
            digits++;
        }
        this.length = digits;
    }

    /** The key of the thing at {@code position}; keys rise with positions. */
    String at(int position) {
        char[] key = new char[1 + length];
        key[0] = (char) ('a' + length - 1);
        int rest = position;
        for (int i = length; i > 0; i--) {
            key[i] = DIGITS.charAt(rest % 62);
            rest /= 62;
        }
        return new String(key);
    }
}
