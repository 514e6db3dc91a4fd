package dev.easel.server.health;

/**
 * The projects in memory at a moment. They are no reason not to be ready: what does not fit is refused by itself.
 *
 * @param bytes estimated heap of all of them, with what is being loaded
 * @param mostBytes the bound of {@code bytes}
 * @param waitingLoads projects that wait for their load
 */
public record RoomsHealth(long bytes, long mostBytes, int waitingLoads) {}
