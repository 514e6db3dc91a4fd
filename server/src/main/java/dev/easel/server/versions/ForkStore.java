package dev.easel.server.versions;

import dev.easel.protocol.json.Json;
import dev.easel.server.catalog.Projects.ProjectRecord;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where copies of projects are made. */
public interface ForkStore {
    /**
     * Makes a project with the settings and images of another one, and these events; all of it at once, or nothing.
     * Fails as the catalog does, and with a {@link VersionRefusal} where the other one is not there any more.
     */
    Future<ProjectRecord> fork(UUID source, Fork fork);

    /**
     * @param title empty for that of the source, as a copy
     * @param by the author's name on the events
     * @param events the changes of each, encoded, in order
     */
    record Fork(Optional<String> title, String by, Optional<String> owner, List<Json> events) {
        public Fork {
            events = List.copyOf(events);
        }
    }
}
