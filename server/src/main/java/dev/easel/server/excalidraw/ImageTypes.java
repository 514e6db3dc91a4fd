package dev.easel.server.excalidraw;

import java.util.Set;
import java.util.TreeSet;

/** The MIME types of images that Excalidraw shows. */
public final class ImageTypes {
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

    public static boolean isShown(String mimeType) {
        return SHOWN.contains(mimeType);
    }

    /** All of them, for people. */
    public static String list() {
        return String.join(", ", new TreeSet<>(SHOWN));
    }
}
