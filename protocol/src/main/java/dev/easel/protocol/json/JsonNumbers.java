package dev.easel.protocol.json;

/**
 * The one spelling of a number in {@link Json}: what JavaScript's {@code JSON.stringify} writes for the double
 * (ECMAScript's {@code Number::toString}; −0 is 0). Also the length of the same number in PostgreSQL, whose
 * {@code jsonb} writes every digit: {@code 1e+300} has 301 there.
 */
public final class JsonNumbers {
    /** A decimal of so many significant digits is the shortest text of its double. */
    private static final int EXACT_DIGITS = 15;

    /** The most significant digits of a shortest text. */
    private static final int MOST_DIGITS = 17;

    /** Up to here every integer is a double. */
    private static final long EXACT_INTEGERS = 1L << 53;

    /** Powers of ten that are doubles, exactly. */
    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    /** The bits of a double's exponent. */
    private static final long EXPONENT = 0x7FF0_0000_0000_0000L;

    /** Far more than the rounding errors of {@link #isShortest}. */
    private static final double MARGIN = 1e-6;

    /** Zeros after the point of the smallest numbers without an exponent, such as 0.000001. */
    private static final int MOST_ZEROS = 5;

    /** Digits before the point of the largest numbers without an exponent. */
    private static final int MOST_PLAIN = 21;

    /** Below this a double has fewer than two significant digits. */
    private static final double COARSE = 1e-321;

    private JsonNumbers() {}

    /** Whether the text of an integer, in the grammar of JSON, is short enough to be canonical for sure. */
    public static boolean isCanonicalInteger(char[] text, int from, int length) {
        return length <= EXACT_DIGITS && (text[from] != '-' || text[from + 1] != '0');
    }

    /**
     * Whether the text is known to be canonical without making its double and that double's text: true for nearly all
     * canonical numbers that have a point and no exponent, and false for all others.
     *
     * @param text holds a number in the grammar of JSON, or NaN or an infinity
     */
    public static boolean isCanonicalDecimal(char[] text, int from, int length) {
        int end = from + length;
        int first = text[from] == '-' ? from + 1 : from;
        if (end - first > MOST_DIGITS + MOST_ZEROS + 2 || text[end - 1] == '0') {
            return false;
        }
        int point = -1;
        for (int i = first; i < end; i++) {
            char c = text[i];
            if (c == '.') {
                point = i;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        if (point < 0) {
            return false;
        }
        int leading = first;
        if (text[first] == '0') {
            leading = point + 1;
            while (text[leading] == '0') {
                leading++;
            }
        }
        int count = end - leading - (leading < point ? 1 : 0);
        return leading - point <= MOST_ZEROS + 1
                && (count <= EXACT_DIGITS
                        || (count <= MOST_DIGITS && isShortest(digits(text, leading, end), end - point - 1)));
    }

    /** The digits as a number, without the point. */
    private static long digits(char[] text, int from, int to) {
        long digits = 0;
        for (int i = from; i < to; i++) {
            if (text[i] != '.') {
                digits = digits * 10 + text[i] - '0';
            }
        }
        return digits;
    }

    /**
     * Whether {@code digits / 10^places}, of 16 or 17 digits, is the shortest decimal that names its double, and the
     * nearest to it of that length. False where that would take more precise arithmetic to tell.
     */
    private static boolean isShortest(long digits, int places) {
        double ten = TENS[places];
        double value = digits / ten; // the double, or one beside it
        double away = distance(value, ten, digits);
        double half = halfStep(value) * ten;
        if (Math.abs(away) > half) {
            value = away > 0 ? Math.nextDown(value) : Math.nextUp(value);
            away = distance(value, ten, digits);
            half = halfStep(value) * ten;
        }
        if ((Double.doubleToRawLongBits(value) & ~EXPONENT) == 0) {
            return false; // the doubles below a power of two are closer
        }
        long last = digits % 10;
        return Math.abs(away) < Math.min(half, 0.5) - MARGIN
                && away + last > half + MARGIN
                && 10 - last - away > half + MARGIN;
    }

    /** Half the distance to the next double. The value is one that has 52 bits of fraction. */
    private static double halfStep(double value) {
        return Double.longBitsToDouble((Double.doubleToRawLongBits(value) & EXPONENT) - (53L << 52));
    }

    /** {@code value * ten - digits}, exactly. */
    private static double distance(double value, double ten, long digits) {
        double product = value * ten;
        double error = Math.fma(value, ten, -product);
        return product < EXACT_INTEGERS ? product - digits + error : (long) product - digits + error;
    }

    /** Makes {@code text} the canonical text of a finite double. */
    static void spell(double value, StringBuilder text) {
        text.setLength(0);
        if (value == 0) {
            text.append('0');
            return;
        }
        if (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e7) {
            text.append(value); // Java has no exponent here, and differs by the last .0 only
            int end = text.length();
            if (text.charAt(end - 1) == '0' && text.charAt(end - 2) == '.') {
                text.setLength(end - 2);
            }
            return;
        }
        int point = shortest(Math.abs(value), text);
        int digits = text.length();
        if (point > MOST_PLAIN || point < -MOST_ZEROS) {
            if (digits > 1) {
                text.insert(1, '.');
            }
            text.append('e').append(point > 0 ? '+' : '-').append(Math.abs(point - 1));
        } else if (point <= 0) {
            text.insert(0, "0.000000", 0, 2 - point);
        } else if (point < digits) {
            text.insert(point, '.');
        } else {
            text.repeat('0', point - digits);
        }
        if (value < 0) {
            text.insert(0, '-');
        }
    }

    /**
     * Makes {@code digits} those of the shortest decimal that names the double, without zeros at either end.
     *
     * @param digits is empty
     * @return how many of them are before the point; negative where so many zeros follow it first
     */
    private static int shortest(double value, StringBuilder digits) {
        digits.append(value);
        int exponent = 0;
        int e = digits.indexOf("E");
        if (e >= 0) {
            exponent = Integer.parseInt(digits, e + 1, digits.length(), 10);
            digits.setLength(e);
        }
        int point = digits.indexOf(".");
        digits.deleteCharAt(point);
        int zeros = 0;
        while (digits.charAt(zeros) == '0') {
            zeros++;
        }
        digits.delete(0, zeros);
        int last = digits.length();
        while (digits.charAt(last - 1) == '0') {
            last--;
        }
        digits.setLength(last);
        point += exponent - zeros;
        return value < COARSE && last == 2 ? oneDigit(value, digits, point) : point;
    }

    /** Java writes at least two digits, also where one names the double: 4.9E-324 is 5e-324. */
    private static int oneDigit(double value, StringBuilder digits, int point) {
        int rounded = Math.round(Integer.parseInt(digits, 0, 2, 10) / 10f);
        String one = Integer.toString(rounded);
        if (Double.parseDouble(one + "e" + (point - 1)) != value) {
            return point;
        }
        digits.setLength(0);
        digits.append(one.charAt(0)); // ten is one, a place before
        return point + one.length() - 1;
    }

    /**
     * The bytes by which PostgreSQL's spelling of the numbers in a canonical text is longer.
     *
     * @param text well-formed compact JSON whose numbers are canonical
     */
    static long expansion(byte[] text, int from, int to) {
        long more = 0;
        for (int i = from; i < to; i++) {
            if (text[i] == '"') {
                i = endOfString(text, i);
            } else if (text[i] == 'e' && text[i - 1] <= '9') { // the e of true and false follows a letter
                more += expansion(text, i);
            }
        }
        return more;
    }

    /** The index of the closing quote. */
    private static int endOfString(byte[] text, int quote) {
        int i = JsonScan.quoteOrEscape(text, quote + 1);
        while (text[i] == '\\') {
            i = JsonScan.quoteOrEscape(text, i + 2);
        }
        return i;
    }

    /** @param e the index of the e of a number's exponent */
    private static int expansion(byte[] text, int e) {
        int begin = e;
        while (begin > 0 && (isDigit(text[begin - 1]) || text[begin - 1] == '.')) {
            begin--;
        }
        int digits = e - begin > 1 ? e - begin - 1 : 1;
        int exponent = 0;
        int end = e + 2;
        while (end < text.length && isDigit(text[end])) {
            exponent = exponent * 10 + text[end++] - '0';
        }
        int plain = text[e + 1] == '-' ? 1 + exponent + digits : exponent + 1;
        return plain - (end - begin);
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
