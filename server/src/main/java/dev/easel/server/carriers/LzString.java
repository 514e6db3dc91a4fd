package dev.easel.server.carriers;

import java.util.Arrays;
import java.util.Optional;

/**
 * Reads what lz-string's {@code compressToBase64} writes: an LZ78 whose codes grow by a bit when the dictionary is
 * full, least significant bit first, six bits to a letter. For one text.
 */
final class LzString {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int BITS = 6;

    /** What each letter stands for; -1 for other characters. */
    private static final int[] VALUES = new int[128];

    static {
        Arrays.fill(VALUES, -1);
        for (int value = 0; value < LETTERS.length(); value++) {
            VALUES[LETTERS.charAt(value)] = value;
        }
    }

    /** Codes with a meaning of their own: a new character of 8 or of 16 bits, and the end. */
    private static final int NEW_8 = 0;

    private static final int NEW_16 = 1;
    private static final int END = 2;

    private final String packed;
    private int at;
    private final StringBuilder out = new StringBuilder();

    /** Where in the text each word stands, which is in it by then: there may be millions of words. */
    private int[] begins = new int[256];

    private int[] ends = new int[256];
    private int words = END + 1;

    LzString(String base64) {
        this.packed = base64;
    }

    /** @param most characters of it; empty where the text is damaged, or would be longer. To be called once. */
    Optional<String> unpacked(int most) {
        try {
            return read(most);
        } catch (Damaged _) {
            return Optional.empty();
        }
    }

    /** How many characters were unpacked, of a damaged text too. */
    int length() {
        return out.length();
    }

    private Optional<String> read(int most) throws Damaged {
        int width = 3;
        int room = 4;
        int last = 0; // where the word before begins
        addCharacter(code(2));
        while (out.length() <= most) {
            int code = code(width);
            int begin = out.length();
            if (code == END) {
                return Optional.of(out.toString());
            }
            if (code == NEW_8 || code == NEW_16) {
                addCharacter(code);
                if (--room == 0) {
                    room = 1 << width++;
                }
            } else if (code < words) {
                out.append(out.substring(begins[code], ends[code]));
            } else if (code == words) {
                out.append(out.substring(last, begin)).append(out.charAt(last));
            } else {
                throw new Damaged();
            }
            addWord(last, begin + 1); // the word before, and the character that follows it
            if (--room == 0) {
                room = 1 << width++;
            }
            last = begin;
        }
        return Optional.empty();
    }

    private void addCharacter(int code) throws Damaged {
        switch (code) {
            case NEW_8 -> out.append((char) code(8));
            case NEW_16 -> out.append((char) code(16));
            default -> throw new Damaged();
        }
        addWord(out.length() - 1, out.length());
    }

    private void addWord(int begin, int end) {
        if (words == begins.length) {
            begins = Arrays.copyOf(begins, 2 * words);
            ends = Arrays.copyOf(ends, 2 * words);
        }
        begins[words] = begin;
        ends[words] = end;
        words++;
    }

    private int code(int width) throws Damaged {
        int code = 0;
        for (int bit = 0; bit < width; bit++, at++) {
            char letter = at / BITS < packed.length() ? packed.charAt(at / BITS) : Character.MAX_VALUE;
            int value = letter < VALUES.length ? VALUES[letter] : -1;
            if (value < 0) {
                throw new Damaged();
            }
            code |= (value >> (BITS - 1 - at % BITS) & 1) << bit;
        }
        return code;
    }

    private static final class Damaged extends Exception {
        private static final long serialVersionUID = 1L;

        Damaged() {
            super(null, null, false, false);
        }
    }
}
