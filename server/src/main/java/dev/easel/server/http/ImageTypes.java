package dev.easel.server.http;

import java.util.Set;
import java.util.TreeSet;

/** The types of images Excalidraw shows. */
final class ImageTypes {
    private static final Set<String> SHOWN = Set.of(
            "image/svg+xml",
            "image/png",
            "image/jpeg",
            "image/gif",
            "image/webp",
            "image/bmp",
            "image/x-icon",
            "image/avif",
            "image/jfif");

    private ImageTypes() {}

    static boolean isShown(String mimeType) {
        return SHOWN.contains(mimeType);
    }

    /** All of them, for people. */
    static String list() {
        return String.join(", ", new TreeSet<>(SHOWN));
    }
}
