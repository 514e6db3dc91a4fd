package dev.easel.server.excalidraw;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A fragment of the text of an {@code .excalidraw} file. */
public sealed interface Fragment {
    /** UTF-8 text that is written as it is. */
    record Text(byte[] bytes) implements Fragment {
        static Text ascii(String text) {
            return new Text(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /**
     * The place of a file's bytes in base64. They may be written in several parts, in order, each {@link #encoded} by
     * itself, if the length of every part but the last is a multiple of three.
     */
    record FileBytes(String fileId) implements Fragment {
        public static byte[] encoded(byte[] part) {
            return Base64.getEncoder().encode(part);
        }
    }
}
