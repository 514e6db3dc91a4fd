package dev.easel.server.room;

import dev.easel.protocol.Limits;

/**
 * What all rooms of an instance are configured with.
 *
 * @param idleMs how long a room without sessions stays in memory, in milliseconds
 * @param moveMs how long all people of a room come through one other instance before it goes there, in milliseconds
 * @param drainMs how long a room may take to be saved when the server ends, in milliseconds
 * @param atOnce deliveries a second, on one loop, up to which each event is sent at once
 */
public record RoomSettings(Limits limits, long idleMs, long moveMs, long drainMs, int atOnce) {}
