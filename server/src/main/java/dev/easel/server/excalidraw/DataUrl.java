package dev.easel.server.excalidraw;

import java.util.Base64;
import java.util.regex.Pattern;

/** Bytes written as {@code data:image/png;base64,…}: the form of images in an {@code .excalidraw} file. */
record DataUrl(String mimeType, byte[] bytes) {
    private static final Pattern MIME_TYPE = Pattern.compile("[A-Za-z0-9][\\w.+-]{0,62}/[A-Za-z0-9][\\w.+-]{0,62}");
    private static final String SCHEME = "data:";
    private static final String BASE_64 = ";base64";

    /** @throws IllegalArgumentException the text is not such a URL; the message says why */
    static DataUrl parse(String text) {
        int comma = text.indexOf(',');
        if (!text.startsWith(SCHEME) || comma < 0) {
            throw new IllegalArgumentException("is not a data URL");
        }
        String head = text.substring(SCHEME.length(), comma);
        if (!head.endsWith(BASE_64)) {
            throw new IllegalArgumentException("is not in base64");
        }
        String mimeType = head.substring(0, head.indexOf(';'));
        if (!isMimeType(mimeType)) {
            throw new IllegalArgumentException("has no MIME type");
        }
        try {
            return new DataUrl(mimeType, Base64.getDecoder().decode(text.substring(comma + 1)));
        } catch (IllegalArgumentException failure) {
            throw new IllegalArgumentException("is not in base64", failure);
        }
    }

    static boolean isMimeType(String text) {
        return MIME_TYPE.matcher(text).matches();
    }
}
