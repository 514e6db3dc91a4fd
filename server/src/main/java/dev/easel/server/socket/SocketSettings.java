package dev.easel.server.socket;

import dev.easel.protocol.Limits;

/**
 * What all sockets of an instance are configured with.
 *
 * @param limits what clients are told
 * @param waiting sockets between their upgrade and their hello, at once
 * @param frames WebSocket frames of any kind that are read from one socket in a second; twice as many at once
 * @param bytes bytes that are read from one socket in a second; twice as many at once, or one frame
 * @param unfinished bytes of messages that have begun to arrive, of all sockets
 * @param unsent bytes sent that no network has taken yet, of all sockets
 */
public record SocketSettings(Limits limits, int waiting, int frames, int bytes, long unfinished, long unsent) {}
