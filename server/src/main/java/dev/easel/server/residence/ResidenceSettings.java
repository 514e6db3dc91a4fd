package dev.easel.server.residence;

/**
 * The bounds of what is in memory. Bytes are those of the heap, as {@link dev.easel.server.canvas.HeapBytes} estimates
 * them.
 *
 * @param projectBytes most bytes of one project
 * @param roomsBytes most bytes of all projects together
 * @param loads projects loaded at the same time
 * @param waitingLoads projects that may wait for their load
 */
public record ResidenceSettings(long projectBytes, long roomsBytes, int loads, int waitingLoads) {}
