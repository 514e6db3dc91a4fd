package dev.easel.server.copying;

/**
 * How large a text is drawn, about: there are no fonts here. Rather too large than too small, since what is drawn
 * beyond its size is cut off; a window that edits the text measures it.
 */
final class TextSizes {
    /** Of a letter, as a multiple of the font size. */
    private static final double LETTER = 0.62;

    private static final double WIDE_LETTER = 1.05;

    /** From here on letters are as wide as they are high: Hangul, Chinese and Japanese, emoji. */
    private static final int WIDE_FROM = 0x1100;

    private TextSizes() {}

    static int lines(String text) {
        return (int) text.chars().filter(c -> c == '\n').count() + 1;
    }

    /** Of the longest line, in pixels. */
    static double width(String text, double size) {
        return text.lines().mapToDouble(line -> lineWidth(line, size)).max().orElse(0);
    }

    private static double lineWidth(String line, double size) {
        return letters(line, 0, line.length()) * size;
    }

    private static double letters(String text, int from, int to) {
        double width = 0;
        for (int at = from; at < to; at += Character.charCount(text.codePointAt(at))) {
            width += letter(text.codePointAt(at));
        }
        return width;
    }

    private static double letter(int c) {
        return c >= WIDE_FROM ? WIDE_LETTER : LETTER;
    }

    /**
     * The text with breaks between words, and in words that are too long, so that its lines fit. The time is linear in
     * the length of the text, however long its lines are, and the memory is a few times that length, however short its
     * words are.
     */
    static String wrapped(String text, double size, double width) {
        Wrapping wrapping = new Wrapping(text, width / size);
        int from = 0;
        for (int to = text.indexOf('\n'); to >= 0; to = text.indexOf('\n', from)) {
            wrapping.addParagraph(from, to);
            wrapping.end();
            from = to + 1;
        }
        wrapping.addParagraph(from, text.length());
        return wrapping.out.toString();
    }

    /** What is wrapped so far; it ends in the line that is being filled. */
    private static final class Wrapping {
        final StringBuilder out;
        private final String text;
        private final double room;

        /** How wide the last line is, in font sizes, and whether anything is in it. */
        private double taken;

        private boolean isEmpty = true;

        Wrapping(String text, double room) {
            this.text = text;
            this.out = new StringBuilder(text.length() + text.length() / 8);
            this.room = room;
        }

        void addParagraph(int from, int to) {
            int word = from;
            for (int at = text.indexOf(' ', word, to); at >= 0; at = text.indexOf(' ', word, to)) {
                addWord(word, at);
                word = at + 1;
            }
            addWord(word, to);
        }

        private void addWord(int from, int to) {
            if (!isEmpty && taken + LETTER + letters(text, from, to) > room) {
                end();
            } else if (!isEmpty) {
                addLetter(' ');
            }
            for (int at = from; at < to; at += Character.charCount(text.codePointAt(at))) {
                int c = text.codePointAt(at);
                if (!isEmpty && taken + letter(c) > room) {
                    end();
                }
                addLetter(c);
            }
        }

        /** Ends the last line. */
        void end() {
            out.append('\n');
            taken = 0;
            isEmpty = true;
        }

        private void addLetter(int c) {
            out.appendCodePoint(c);
            taken += letter(c);
            isEmpty = false;
        }
    }
}
