/**
 * The door: WebSocket sessions. Frames are decoded once, held to the limits, and handed to the room; what the room
 * sends is written and counted until it has left; every socket that is closed is closed with a code and a reason.
 *
 * <p>Deliberately absent: what an edit means, and who else is there. A socket's own state is confined to its event
 * loop.
 */
package dev.easel.server.socket;
