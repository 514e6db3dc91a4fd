package dev.easel.server.ownership;

import java.net.URI;

/**
 * One row of {@code instance}, as it was read.
 *
 * @param address where other instances reach it
 * @param beat another number with each beat, about once a second while it lives
 * @param isLocked whether its advisory lock is held
 * @param isLeaving whether it ends, and takes nothing more
 * @param version of the server that it runs
 * @param startedAt by the clock of the database, in milliseconds since 1970
 */
public record Sighting(
        String id, URI address, long beat, boolean isLocked, boolean isLeaving, String version, long startedAt) {}
