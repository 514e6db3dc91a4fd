package dev.easel.server.room;

import dev.easel.protocol.Limits;

/**
 * What all rooms of an instance are configured with.
 *
 * @param idleMs how long a room without sessions stays in memory, in milliseconds
 * @param moveMs how long all people of a room come through one other instance before it goes there, in milliseconds
 * @param drainMs how long a room may take to be saved when the server ends, in milliseconds
 * @param atOnce deliveries a second, on one loop, up to which each event is sent at once
 * @param stretch sessions of one room that are told at a stretch; where they are more, they are told in turn
 */
public record RoomSettings(Limits limits, long idleMs, long moveMs, long drainMs, int atOnce, int stretch) {
    /** A write takes some 10 µs, so that this many take the loop 2 to 3 ms. */
    public static final int STRETCH = 250;
}
