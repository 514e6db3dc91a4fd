package dev.easel.server.versions;

import dev.easel.protocol.ServerMessage.ProjectNews;
import dev.easel.server.bulk.BulkClients.Author;
import dev.easel.server.bulk.Outcome;
import dev.easel.server.bulk.Pause;
import dev.easel.server.bulk.Transition;
import dev.easel.server.catalog.Projects;
import dev.easel.server.catalog.Projects.ProjectRecord;
import dev.easel.server.live.LiveProjects;
import dev.easel.server.versions.MarkedTransitions.Marked;
import dev.easel.server.versions.VersionRefusal.Reason;
import dev.easel.server.versions.VersionStore.Label;
import dev.easel.server.versions.VersionStore.Switch;
import io.vertx.core.Future;
import java.util.UUID;

/**
 * Makes versions, and makes one of them the active one. Of a project one such thing is done at a time. May be used from
 * any thread.
 */
public final class Versions {
    private final LiveProjects live;
    private final Projects projects;
    private final VersionStore store;
    private final Plans plans;
    private final MarkedTransitions transitions;
    private final ProjectTurns turns;

    Versions(
            LiveProjects live,
            Projects projects,
            VersionStore store,
            Plans plans,
            MarkedTransitions transitions,
            ProjectTurns turns) {
        this.live = live;
        this.projects = projects;
        this.store = store;
        this.plans = plans;
        this.transitions = transitions;
        this.turns = turns;
    }

    /** Closes the active version with all that was applied before the call, and begins another one there. */
    public Future<Version> save(UUID project, Label label) {
        return turns.run(
                project,
                () -> live.catchUp(project)
                        .compose(_ -> store.save(project, label))
                        .compose(saved -> tell(project).map(saved)));
    }

    /**
     * Turns the canvas into what it is in that version, and goes on in it. The version that was active ends where the
     * work begins; what others edit from there on is the new one's.
     */
    public Future<Outcome> activate(UUID project, UUID version, Author author, Pause pause) {
        return turns.run(
                project,
                () -> store.find(project, version)
                        .compose(to -> to.isActive()
                                ? plans.nothing(project)
                                        .compose(plan -> transitions.run(project, author, plan, pause))
                                        .map(Marked::outcome)
                                : activate(project, to, author, pause)));
    }

    private Future<Outcome> activate(UUID project, Version to, Author author, Pause pause) {
        return plans.content(project, to.headSeq())
                .compose(plan -> transitions
                        .run(project, author, plan, pause)
                        .compose(done -> activate(project, to, plan, done).map(done.outcome())));
    }

    /** Only now: should anything fail before, both versions are what they were. */
    private Future<Void> activate(UUID project, Version to, Transition plan, Marked done) {
        return live.flush(project)
                .compose(_ -> find(project))
                .compose(now -> store.activate(
                        project, new Switch(plan.epoch(), now.version(), plan.seq(), to.id(), done.mark())))
                .compose(_ -> tell(project));
    }

    /** Deletes a version that is not active, unless somebody is just going back to it. */
    public Future<Void> delete(UUID project, UUID version) {
        return turns.run(project, () -> store.delete(project, version));
    }

    private Future<ProjectRecord> find(UUID project) {
        return projects.find(project).map(found -> found.orElseThrow(() -> new VersionRefusal(Reason.NO_PROJECT)));
    }

    /** Which version is active now. */
    private Future<Void> tell(UUID project) {
        return find(project).map(now -> {
            live.changed(new ProjectNews(now.id(), now.title(), now.version(), now.settings()));
            return null;
        });
    }
}
