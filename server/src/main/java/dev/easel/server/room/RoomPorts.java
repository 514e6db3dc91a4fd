package dev.easel.server.room;

import dev.easel.server.metrics.RoomMetrics;
import dev.easel.server.persistence.Journal;
import dev.easel.server.persistence.ProjectStore;
import dev.easel.server.persistence.Saves;
import java.util.function.Supplier;

/**
 * What a room needs from outside, the same for all rooms of an instance.
 *
 * @param sessionIds gives an id for each new session
 */
public record RoomPorts(
        ProjectStore store,
        Journal journal,
        Saves saves,
        RoomSettings settings,
        RoomMetrics metrics,
        Supplier<String> sessionIds) {}
