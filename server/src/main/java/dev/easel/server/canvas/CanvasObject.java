package dev.easel.server.canvas;

import dev.easel.protocol.json.Json;

/**
 * The state of an object after an event.
 *
 * @param seq the event that changed it last
 * @param updatedAt that event's time, in milliseconds since 1970
 * @param updatedBy that event's author
 */
public record CanvasObject(String id, Json props, long seq, long updatedAt, String updatedBy) {}
