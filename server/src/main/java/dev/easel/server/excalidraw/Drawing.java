package dev.easel.server.excalidraw;

import dev.easel.protocol.json.Json;
import java.util.List;

/**
 * The content of an {@code .excalidraw} file that was read and checked: its elements without the deleted, its files.
 */
public record Drawing(List<Element> elements, List<EmbeddedFile> files) {
    public Drawing {
        elements = List.copyOf(elements);
        files = List.copyOf(files);
    }

    /** @param props without the id and without Excalidraw's own bookkeeping */
    public record Element(String id, Json props) {}

    /**
     * An image.
     *
     * @param createdAt in milliseconds since 1970
     */
    public record EmbeddedFile(String id, String mimeType, byte[] bytes, long createdAt) {}
}
