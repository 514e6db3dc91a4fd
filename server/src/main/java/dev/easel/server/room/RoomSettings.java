package dev.easel.server.room;

import dev.easel.protocol.Limits;

/**
 * What every room of an instance keeps to.
 *
 * @param idleMs how long a room without sessions stays in memory, in milliseconds
 * @param undurableBytes bound on a room's events that are not durable yet, in bytes; beyond it the room takes no edits
 */
public record RoomSettings(Limits limits, long idleMs, long undurableBytes) {}
