package dev.easel.server.excalidraw;

/**
 * A file that is to be written; its bytes are asked for later.
 *
 * @param createdAt in milliseconds since 1970
 */
public record DrawnFile(String id, String mimeType, long createdAt) {}
