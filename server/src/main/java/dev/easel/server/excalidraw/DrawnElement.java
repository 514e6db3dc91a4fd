package dev.easel.server.excalidraw;

import dev.easel.protocol.json.Json;

/**
 * An element that is to be written.
 *
 * @param version rises with each change of the element
 * @param updatedAt its last change, in milliseconds since 1970
 */
public record DrawnElement(String id, Json props, long version, long updatedAt) {}
