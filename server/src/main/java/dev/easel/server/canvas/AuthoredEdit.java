package dev.easel.server.canvas;

import dev.easel.protocol.ClientMessage.Edit;
import java.util.UUID;

/**
 * An edit with author and time, which are set before it is decided.
 *
 * @param by the author's name
 * @param at when it arrived, in milliseconds since 1970
 */
public record AuthoredEdit(UUID client, String by, long at, Edit edit) {}
