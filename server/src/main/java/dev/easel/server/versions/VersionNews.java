package dev.easel.server.versions;

import dev.easel.protocol.ServerMessage.ProjectNews;
import dev.easel.server.catalog.Projects;
import dev.easel.server.catalog.Projects.ProjectRecord;
import dev.easel.server.live.LiveProjects;
import dev.easel.server.versions.VersionRefusal.Reason;
import io.vertx.core.Future;
import java.util.UUID;

/** Which version of a project is active, and telling it to its people. May be used from any thread. */
final class VersionNews {
    private final LiveProjects live;
    private final Projects projects;

    VersionNews(LiveProjects live, Projects projects) {
        this.live = live;
        this.projects = projects;
    }

    Future<UUID> active(UUID project) {
        return find(project).map(ProjectRecord::version);
    }

    Future<Void> tell(UUID project) {
        return find(project).map(now -> {
            live.changed(new ProjectNews(now.id(), now.title(), now.version(), now.settings()));
            return null;
        });
    }

    private Future<ProjectRecord> find(UUID project) {
        return projects.find(project).map(found -> found.orElseThrow(() -> new VersionRefusal(Reason.NO_PROJECT)));
    }
}
