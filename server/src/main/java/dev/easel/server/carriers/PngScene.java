package dev.easel.server.carriers;

import dev.easel.server.excalidraw.InvalidDrawing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The scene in a PNG picture: a chunk of text whose keyword is the type of Excalidraw's files. Excalidraw writes {@code
 * tEXt}; programs that make pictures smaller turn it into the other two kinds.
 */
final class PngScene {
    private static final byte[] KEYWORD = "application/vnd.excalidraw+json\0".getBytes(StandardCharsets.ISO_8859_1);

    private static final int SIGNATURE = 8;
    private static final int TEXT = 0x74455874;
    private static final int COMPRESSED_TEXT = 0x7A545874;
    private static final int UNICODE_TEXT = 0x69545874;

    private PngScene() {}

    static byte[] read(byte[] file, int most) {
        ByteBuffer in = ByteBuffer.wrap(file, SIGNATURE, file.length - SIGNATURE);
        while (in.remaining() >= 12) {
            int length = in.getInt();
            int type = in.getInt();
            if (length < 0 || length > in.remaining() - 4) {
                break;
            }
            int from = in.position();
            if (isText(type) && isScene(file, from, length)) {
                EncodedScene.checkPacked(length);
                byte[] text = Arrays.copyOfRange(file, from + KEYWORD.length, from + length);
                return EncodedScene.read(utf8(type, text, most), most);
            }
            in.position(from + length + 4);
        }
        throw InvalidDrawing.unreadable("this picture carries no drawing");
    }

    private static boolean isText(int type) {
        return type == TEXT || type == COMPRESSED_TEXT || type == UNICODE_TEXT;
    }

    private static boolean isScene(byte[] file, int from, int length) {
        return length > KEYWORD.length && Arrays.equals(file, from, from + KEYWORD.length, KEYWORD, 0, KEYWORD.length);
    }

    /** @param text what follows the keyword */
    private static byte[] utf8(int type, byte[] text, int most) {
        if (type == UNICODE_TEXT) {
            return unicode(text, most);
        }
        // One byte tells the method of the compression.
        byte[] latin =
                type == TEXT ? text : EncodedScene.inflatedPacked(Arrays.copyOfRange(text, 1, text.length), most);
        // Each character is a byte of what is encoded.
        return new String(latin, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.UTF_8);
    }

    /** Two bytes tell whether and how it is compressed; a language and a translated keyword follow. */
    private static byte[] unicode(byte[] text, int most) {
        int at = 2;
        for (int texts = 0; texts < 2; texts++, at++) {
            while (at < text.length && text[at] != 0) {
                at++;
            }
        }
        if (at > text.length) {
            throw EncodedScene.damaged();
        }
        byte[] rest = Arrays.copyOfRange(text, at, text.length);
        return text[0] == 1 ? EncodedScene.inflatedPacked(rest, most) : rest;
    }
}
