package dev.easel.server.copying;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/**
 * The bytes of a {@code data:} URL in whatever form programs write it: in base64 with breaks of lines, with the letters
 * for URLs, percent-encoded, or as plain text; and of one that is only its data.
 * Stateless.
 */
final class PictureData {
    private static final String SCHEME = "data:";

    private PictureData() {}

    /** @throws IllegalArgumentException it has none of these forms */
    static byte[] bytes(String data) {
        String url = data.strip();
        if (url.startsWith("<")) {
            return url.getBytes(StandardCharsets.UTF_8);
        }
        if (!url.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return base64(url);
        }
        int comma = url.indexOf(',');
        if (comma < 0) {
            throw new IllegalArgumentException("there is no comma");
        }
        String head = url.substring(0, comma).toLowerCase(Locale.ROOT).replace(" ", "");
        String body = url.substring(comma + 1);
        return head.endsWith(";base64") ? base64(body) : unescaped(body);
    }

    private static byte[] base64(String text) {
        String plain = text.indexOf('%') < 0 ? text : new String(unescaped(text), StandardCharsets.ISO_8859_1);
        return Base64.getDecoder()
                .decode(plain.replaceAll("\\s+", "").replace('-', '+').replace('_', '/'));
    }

    /** A percent sign that begins no byte stands for itself. */
    private static byte[] unescaped(String text) {
        byte[] from = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(from.length);
        for (int i = 0; i < from.length; i++) {
            int high = from[i] == '%' && i + 2 < from.length ? Character.digit(from[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(from[i + 2], 16);
            if (low < 0) {
                out.write(from[i]);
            } else {
                out.write(high << 4 | low);
                i += 2;
            }
        }
        return out.toByteArray();
    }
}
