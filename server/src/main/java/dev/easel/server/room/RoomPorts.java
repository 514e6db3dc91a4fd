package dev.easel.server.room;

import dev.easel.server.metrics.RoomMetrics;
import dev.easel.server.persistence.Journal;
import dev.easel.server.persistence.ProjectStore;
import dev.easel.server.persistence.Saves;
import dev.easel.server.persistence.Tenure;
import dev.easel.server.residence.Residence;
import java.util.function.Supplier;

/**
 * What a room needs from outside, the same for all rooms of an instance.
 *
 * @param tenure whether edits may be taken at all
 * @param residence what may be in memory
 * @param sessionIds gives an id for each new session
 */
public record RoomPorts(
        ProjectStore store,
        Tenure tenure,
        Journal journal,
        Saves saves,
        Residence residence,
        RoomSettings settings,
        RoomMetrics metrics,
        Supplier<String> sessionIds) {}
