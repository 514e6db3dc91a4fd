package dev.easel.server.copying;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Order keys above others, one after the other, in the form of Excalidraw's fractional indexing. A key is an integer
 * and a fraction, of digits in base 62, compared as text. The first letter says how many digits the integer has: {@code
 * a} one, {@code b} two, up to {@code z}; {@code Z} one, {@code Y} two, down to {@code A}, for those below. For one
 * thread.
 */
final class OrderKeys {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /** Digits of the numbers that are put behind the largest integer; the last one is never 0. */
    private static final int BEHIND = 5;

    private static final String FIRST = "a0";

    /** As in the web client's {@code orderKey.ts}. */
    private static final String UNREADABLE = "c000";

    static final int LONGEST = 200;
    private static final Pattern READABLE = Pattern.compile("[A-Za-z][0-9A-Za-z]+");

    private String last;
    private boolean isFirst;
    private int behind;

    private OrderKeys(@Nullable String highest) {
        last = highest == null ? FIRST : highest;
        isFirst = highest == null;
    }

    /** @param keys as boards have them; null where an object has none */
    static OrderKeys above(Iterable<? extends @Nullable String> keys) {
        String highest = null;
        for (String key : keys) {
            String read = read(key);
            if (highest == null || read.compareTo(highest) > 0) {
                highest = read;
            }
        }
        return new OrderKeys(highest);
    }

    String next() {
        if (isFirst) {
            isFirst = false;
            return last;
        }
        String integer = behind > 0 ? null : incremented(last.substring(0, integerLength(last.charAt(0))));
        if (integer != null) {
            last = integer;
            return last;
        }
        if (behind == 0 && last.length() > LONGEST - BEHIND - 1) {
            last = shorter(last);
        }
        return last + number(behind++);
    }

    /** A key above this one with room behind it: one digit of its fraction is greater, and nothing follows that. */
    private static String shorter(String key) {
        for (int i = integerLength(key.charAt(0)); i < LONGEST - BEHIND - 1; i++) {
            int digit = DIGITS.indexOf(key.charAt(i)) + 1;
            if (digit < DIGITS.length()) {
                return key.substring(0, i) + DIGITS.charAt(digit);
            }
        }
        return key; // nobody can draw above it
    }

    /** The key that boards take it for: one that is missing or cannot be read has a place of its own. */
    static String read(@Nullable String key) {
        if (key == null || key.length() > LONGEST || !READABLE.matcher(key).matches()) {
            return UNREADABLE;
        }
        int length = integerLength(key.charAt(0));
        if (key.length() < length || key.startsWith("A")) {
            return UNREADABLE;
        }
        int end = key.length();
        while (end > length && key.charAt(end - 1) == '0') {
            end--;
        }
        return key.substring(0, end);
    }

    /** The letter included. */
    private static int integerLength(char head) {
        return head >= 'a' ? head - 'a' + 2 : 'Z' - head + 2;
    }

    /** The next integer; null after the largest. */
    private static @Nullable String incremented(String integer) {
        char[] key = integer.toCharArray();
        for (int i = key.length - 1; i > 0; i--) {
            int digit = DIGITS.indexOf(key[i]) + 1;
            if (digit < DIGITS.length()) {
                key[i] = DIGITS.charAt(digit);
                return new String(key);
            }
            key[i] = '0';
        }
        char head = key[0];
        if (head == 'z') {
            return null;
        }
        if (head == 'Z') {
            return FIRST;
        }
        char next = (char) (head + 1);
        String zeros = new String(key, 1, key.length - 1);
        return next + (next > 'a' ? zeros + "0" : zeros.substring(1));
    }

    private static String number(int value) {
        char[] digits = new char[BEHIND + 1];
        int rest = value;
        for (int i = BEHIND - 1; i >= 0; i--) {
            digits[i] = DIGITS.charAt(rest % DIGITS.length());
            rest /= DIGITS.length();
        }
        digits[BEHIND] = 'V';
        return new String(digits);
    }
}
