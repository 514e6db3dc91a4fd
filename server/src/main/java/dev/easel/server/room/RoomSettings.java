package dev.easel.server.room;

import dev.easel.protocol.Limits;

/**
 * What every room of an instance keeps to.
 *
 * @param idleMs how long a room without sessions stays in memory, in milliseconds
 * @param drainMs how long a room may take to be saved when the server ends, in milliseconds
 */
public record RoomSettings(Limits limits, long idleMs, long drainMs) {}
