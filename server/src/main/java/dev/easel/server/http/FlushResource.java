package dev.easel.server.http;

import dev.easel.protocol.JsonWriter;
import dev.easel.server.catalog.Projects.ProjectRecord;
import dev.easel.server.live.LiveProjects;
import io.vertx.core.Future;
import java.util.UUID;

/** Saving now: after a success the rows hold everything that was applied when the call arrived. */
final class FlushResource {
    private final StoredProjects projects;
    private final LiveProjects live;
    private final Durability durability;

    FlushResource(StoredProjects projects, LiveProjects live, Durability durability) {
        this.projects = projects;
        this.live = live;
        this.durability = durability;
    }

    /** A project's; 204 when nothing of it was unsaved. */
    Future<Reply> project(Call call) {
        UUID project = call.project();
        return projects.get(project).compose(_ -> flush(project));
    }

    /** The project is saved as a whole: an object is never saved beside the others. */
    Future<Reply> object(Call call) {
        UUID project = call.project();
        String id = call.object();
        return live.object(project, id)
                .map(found -> found.orElseThrow(() -> Problem.noObject(id)))
                .compose(_ -> flush(project));
    }

    private Future<Reply> flush(UUID project) {
        return durability
                .flush(project)
                .recover(failure -> Future.failedFuture(
                        Problem.unavailable("the project could not be saved; try again", 1, failure)))
                .compose(wasUnsaved -> wasUnsaved ? savedSeq(project) : Future.succeededFuture(Reply.noContent()));
    }

    private Future<Reply> savedSeq(UUID project) {
        return projects.get(project)
                .map(ProjectRecord::savedSeq)
                .map(seq -> Reply.json(
                        new JsonWriter(32).open('{').field("seq", seq).close('}')));
    }
}
