package dev.easel.server.carriers;

import dev.easel.server.excalidraw.InvalidDrawing;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/** A file that a drawing is in. Stateless. */
public final class Carrier {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};

    /** What an array begins with, or a string that has the text once more; and a link or words in a note. */
    private static final String JSON_OR_NOTE = "[\"";

    private static final Pattern SVG = Pattern.compile("<svg\\b");

    private Carrier() {}

    /**
     * The JSON text of the drawing, in UTF-8 and without a byte order mark. Programs and people write JSON with what it
     * does not have: that is left to its reader.
     *
     * @param most bytes of it; a small picture can hold a very large drawing
     * @throws InvalidDrawing there is no drawing in it, or a larger one
     */
    public static byte[] drawing(byte[] file, int most) {
        if (file.length >= PNG.length && Arrays.equals(file, 0, PNG.length, PNG, 0, PNG.length)) {
            return PngScene.read(file, most);
        }
        byte[] text = UnicodeText.utf8(file, most);
        if (text.length == 0) {
            throw InvalidDrawing.unreadable("the file is empty");
        }
        if (text[0] == '{') {
            return text;
        }
        if (JSON_OR_NOTE.indexOf(text[0]) >= 0) {
            return MarkdownScene.find(text, most).orElse(text);
        }
        if (text[0] == '<') {
            return SvgScene.find(text, most).orElseGet(() -> inNote(text, most));
        }
        return isComment(text) ? text : MarkdownScene.read(text, most);
    }

    /** Notes and the answers of models begin with tags, too. */
    private static byte[] inNote(byte[] text, int most) {
        try {
            return MarkdownScene.read(text, most);
        } catch (InvalidDrawing failure) {
            throw SVG.matcher(new String(text, StandardCharsets.ISO_8859_1)).find()
                    ? InvalidDrawing.unreadable("this picture carries no drawing")
                    : failure;
        }
    }

    /** Whether it begins with a comment, as people put it above JSON. */
    private static boolean isComment(byte[] text) {
        String head = new String(text, 0, Math.min(2, text.length), StandardCharsets.ISO_8859_1);
        return head.equals("//") || head.equals("/*");
    }
}
