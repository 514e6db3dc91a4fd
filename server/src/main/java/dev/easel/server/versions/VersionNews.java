package dev.easel.server.versions;

import dev.easel.protocol.ServerMessage.ProjectNews;
import dev.easel.server.catalog.Projects;
import dev.easel.server.live.LiveProjects;
import dev.easel.server.log.Cause;
import dev.easel.server.log.Field;
import io.vertx.core.Future;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the people of a project which version is active. May be used from any thread. */
final class VersionNews {
    private static final Logger LOG = LoggerFactory.getLogger(VersionNews.class);

    private final LiveProjects live;
    private final Projects projects;

    VersionNews(LiveProjects live, Projects projects) {
        this.live = live;
        this.projects = projects;
    }

    /** Never fails: what it tells about is done, and who comes later sees it anyhow. */
    Future<Void> tell(UUID project) {
        return projects.find(project)
                .<Void>map(found -> {
                    found.ifPresent(
                            now -> live.changed(new ProjectNews(now.id(), now.title(), now.version(), now.settings())));
                    return null;
                })
                .recover(failure -> {
                    LOG.atWarn()
                            .addKeyValue(Field.PROJECT, project)
                            .addKeyValue(Field.ERROR, Cause.of(failure))
                            .log("The people of the project were not told which version is active");
                    return Future.succeededFuture();
                });
    }
}
