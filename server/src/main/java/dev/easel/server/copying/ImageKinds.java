package dev.easel.server.copying;

import dev.easel.server.carriers.UnicodeText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells the kind of a picture by its bytes: what a file says of it is often wrong. */
final class ImageKinds {
    private static final Pattern SVG = Pattern.compile("<(?:[\\w.-]+:)?svg[\\s/>]");

    /** Bytes in which the first element of an SVG begins: what comes before it is seldom a thousandth of that. */
    private static final int HEAD = 1 << 20;

    private ImageKinds() {}

    /** The MIME type; empty where it is no picture that a board shows. */
    static Optional<String> of(byte[] bytes) {
        if (has(bytes, 0, "\u0089PNG")) {
            return Optional.of("image/png");
        }
        if (has(bytes, 0, "\u00ff\u00d8\u00ff")) {
            return Optional.of("image/jpeg");
        }
        if (has(bytes, 0, "GIF8")) {
            return Optional.of("image/gif");
        }
        if (has(bytes, 0, "RIFF") && has(bytes, 8, "WEBP")) {
            return Optional.of("image/webp");
        }
        if (has(bytes, 4, "ftypavif") || has(bytes, 4, "ftypavis")) {
            return Optional.of("image/avif");
        }
        if (has(bytes, 0, "\0\0\1\0")) {
            return Optional.of("image/x-icon");
        }
        if (has(bytes, 0, "BM") && bytes.length > 26) {
            return Optional.of("image/bmp");
        }
        return isSvg(bytes) ? Optional.of("image/svg+xml") : Optional.empty();
    }

    /** Whether the first element of a text in XML is that of an SVG. */
    private static boolean isSvg(byte[] bytes) {
        byte[] utf8 = UnicodeText.utf8(Arrays.copyOf(bytes, Math.min(bytes.length, HEAD)), 3 * HEAD);
        if (utf8.length == 0 || utf8[0] != '<') {
            return false;
        }
        String text = new String(utf8, StandardCharsets.UTF_8);
        int at = 0;
        while (text.startsWith("<?", at) || text.startsWith("<!", at)) {
            int end = end(text, at);
            if (end < 0) {
                return false;
            }
            at = end;
            while (at < text.length() && text.charAt(at) <= ' ') {
                at++;
            }
        }
        return SVG.matcher(text).region(at, text.length()).lookingAt();
    }

    /**
     * Behind the instruction, the comment, or the type of the document, which may have entities in brackets; -1 where
     * it does not end. The text is searched no further than that end, since there may be very many of them.
     */
    private static int end(String text, int at) {
        if (text.startsWith("<?", at)) {
            return after(text, "?>", at);
        }
        if (text.startsWith("<!--", at)) {
            return after(text, "-->", at);
        }
        int end = after(text, ">", at);
        int bracket = end < 0 ? -1 : text.indexOf('[', at, end);
        if (bracket < 0) {
            return end;
        }
        int close = text.indexOf(']', bracket);
        return close < 0 ? -1 : after(text, ">", close);
    }

    private static int after(String text, String mark, int from) {
        int found = text.indexOf(mark, from);
        return found < 0 ? -1 : found + mark.length();
    }

    private static boolean has(byte[] bytes, int at, String mark) {
        byte[] wanted = mark.getBytes(StandardCharsets.ISO_8859_1);
        return bytes.length >= at + wanted.length
                && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length);
    }
}
