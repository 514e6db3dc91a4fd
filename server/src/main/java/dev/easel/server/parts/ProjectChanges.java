package dev.easel.server.parts;

import dev.easel.protocol.ServerMessage.ProjectNews;
import dev.easel.server.room.Rooms;
import dev.easel.server.store.PgProjects;
import java.util.UUID;

/** Tells rooms what was changed of their projects in the database, by another instance or by hand. */
public record ProjectChanges(PgProjects projects, Rooms rooms) {
    /** This project in memory was changed. May be called from any thread. */
    public void tell(UUID project) {
        projects.find(project)
                .onSuccess(found -> found.ifPresent(
                        now -> rooms.changed(new ProjectNews(now.id(), now.title(), now.version(), now.settings()))));
    }
}
