package dev.easel.server.audience;

/**
 * Up to where a session was told.
 *
 * @param seq of the last event that it has; 0 for none
 * @param durable the seq up to which it knows everything to be durable
 */
public record Told(long seq, long durable) {}
