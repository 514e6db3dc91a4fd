package dev.easel.chaos.client;

/**
 * Where a client stands with its connection.
 *
 * @param attempt counts its connections
 * @param answered when the last sent of the edits was sent that have become applied, by {@link System#nanoTime}
 * @param answeredBefore the same before this connection
 */
public record Standing(int attempt, boolean isLive, long answered, long answeredBefore) {}
