/**
 * HTTP connections, before and between their requests: how many there may be, how fast they may come, how long each may
 * take for a head, may rest, and may leave an answer unread, and how large a head may be. A connection that becomes a
 * WebSocket is only counted from then on.
 *
 * <p>Deliberately absent: what requests mean, and their bodies.
 */
@NullMarked
package dev.easel.server.connections;

import org.jspecify.annotations.NullMarked;
