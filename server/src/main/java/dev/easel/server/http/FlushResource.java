package dev.easel.server.http;

import dev.easel.server.call.Call;
import dev.easel.server.call.Problem;
import dev.easel.server.call.Reply;
import dev.easel.server.catalog.Projects;
import dev.easel.server.catalog.Projects.ProjectRecord;
import dev.easel.server.live.LiveProjects;
import io.vertx.core.Future;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Saves a project now: after a success the rows hold everything that was applied when the call arrived. */
final class FlushResource {
    private final Projects projects;
    private final LiveProjects live;
    private final long timeoutMs;

    FlushResource(Projects projects, LiveProjects live, long timeoutMs) {
        this.projects = projects;
        this.live = live;
        this.timeoutMs = timeoutMs;
    }

    /** Answers 204 if nothing of the project was unsaved, and no row is refused. */
    Future<Reply> project(Call call) {
        UUID project = call.project();
        return find(project).compose(found -> flush(project, found));
    }

    /** Saves the whole project: an object is never saved without the others. */
    Future<Reply> object(Call call) {
        UUID project = call.project();
        String id = call.object();
        return find(project)
                .compose(found -> live.object(project, id)
                        .map(object -> object.found().orElseThrow(() -> Problem.noObject(id)))
                        .compose(_ -> flush(project, found)));
    }

    private Future<ProjectRecord> find(UUID project) {
        return projects.find(project).map(found -> found.orElseThrow(Problem::noProject));
    }

    /** @param before the project when the call arrived; its rows may be behind although it is not in memory */
    private Future<Reply> flush(UUID project, ProjectRecord before) {
        return (before.savedSeq() < before.seq() ? live.catchUp(project).map(true) : live.flush(project))
                .timeout(timeoutMs, TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(
                        Problem.unavailable("the project could not be saved; try again", 1, failure)))
                .compose(wasUnsaved -> projects.setAside(project)
                        .compose(aside -> wasUnsaved || aside > 0
                                ? saved(project, aside)
                                : Future.succeededFuture(Reply.noContent())));
    }

    private Future<Reply> saved(UUID project, int aside) {
        return find(project)
                .map(found ->
                        Reply.json(aside == 0 ? new Saved(found.savedSeq()) : new SavedBut(found.savedSeq(), aside)));
    }

    /** @param seq the seq of the rows */
    private record Saved(long seq) {}

    /** @param setAside objects whose rows the database refuses; they are kept beside the rows */
    private record SavedBut(long seq, int setAside) {}
}
