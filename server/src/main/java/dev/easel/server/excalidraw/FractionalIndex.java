package dev.easel.server.excalidraw;

/**
 * Order keys in the form of Excalidraw's fractional indexing. Keys are compared as text. The first letter says how many
 * digits of base 62 follow ({@code a} one, {@code b} two, …); a key without a fraction is that integer. Immutable.
 */
final class FractionalIndex {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /** The fewest digits of a key: enough for 238,328 keys. */
    private static final int MIN_DIGITS = 3;

    private final int digits;

    /** Keys of one length for {@code count} elements. */
    FractionalIndex(int count) {
        int digits = MIN_DIGITS;
        for (long keys = 62 * 62 * 62; keys < count; keys *= 62) {
            digits++;
        }
        this.digits = digits;
    }

    /** The key at {@code position}; keys rise with positions. */
    String at(int position) {
        char[] key = new char[1 + digits];
        key[0] = (char) ('a' + digits - 1);
        int rest = position;
        for (int i = digits; i > 0; i--) {
            key[i] = DIGITS.charAt(rest % 62);
            rest /= 62;
        }
        return new String(key);
    }
}
