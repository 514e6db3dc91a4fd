package dev.easel.server.room;

import dev.easel.server.loop.Loop;
import dev.easel.server.metrics.RoomMetrics;
import dev.easel.server.persistence.Journal;
import dev.easel.server.persistence.Moves;
import dev.easel.server.persistence.Previews;
import dev.easel.server.persistence.ProjectStore;
import dev.easel.server.persistence.Saves;
import dev.easel.server.persistence.Tenure;
import dev.easel.server.residence.Loading;
import dev.easel.server.residence.Preparations;
import dev.easel.server.residence.Residence;
import java.util.function.Supplier;

/**
 * What a room needs from outside, the same for all rooms of an instance.
 *
 * @param previews reads projects that other instances are about to hand over
 * @param moves told which rooms should go to where their people are
 * @param tenure whether edits may be taken at all
 * @param residence what may be in memory
 * @param sessionIds gives an id for each new session
 */
public record RoomPorts(
        ProjectStore store,
        Previews previews,
        Moves moves,
        Tenure tenure,
        Journal journal,
        Saves saves,
        Residence residence,
        RoomSettings settings,
        RoomMetrics metrics,
        Supplier<String> sessionIds) {
    /** @param loop of the room */
    Loading loading(Preparations preparations, Loop loop) {
        return new Loading(store, previews, preparations, settings.limits(), residence, loop);
    }
}
