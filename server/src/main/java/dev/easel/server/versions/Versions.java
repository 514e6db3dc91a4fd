package dev.easel.server.versions;

import dev.easel.server.bulk.BulkClients.Author;
import dev.easel.server.bulk.BulkContext;
import dev.easel.server.bulk.Outcome;
import dev.easel.server.live.LiveProjects;
import dev.easel.server.versions.VersionStore.Label;
import io.vertx.core.Future;
import java.util.UUID;

/**
 * Makes versions, and makes one of them the active one. Of a project one such thing is done at a time. May be used from
 * any thread.
 */
public final class Versions {
    private final LiveProjects live;
    private final VersionStore store;
    private final VersionNews news;
    private final Activating activating;
    private final ProjectTurns turns;

    Versions(LiveProjects live, VersionStore store, VersionNews news, Activating activating, ProjectTurns turns) {
        this.live = live;
        this.store = store;
        this.news = news;
        this.activating = activating;
        this.turns = turns;
    }

    /** Closes the active version with all that was applied before the call, and begins another one there. */
    public Future<Version> save(UUID project, Label label) {
        return turns.run(
                project,
                () -> VersionRefusal.orNotSaved(live.catchUp(project))
                        .compose(_ -> store.save(project, label))
                        .compose(saved -> news.tell(project).map(saved)));
    }

    /**
     * Turns the canvas into what it is in that version, and goes on in it. The version that was active ends where the
     * work begins; what others edit from there on is the new one's.
     */
    public Future<Outcome> activate(UUID project, UUID version, Author author, BulkContext context) {
        return turns.runWhole(
                project,
                () -> store.find(project, version)
                        .compose(to -> to.isActive()
                                ? live.objects(project).map(now -> Outcome.nothing(now.seq()))
                                : activating.activate(project, to, author, context)));
    }

    /** Deletes a version that is not active, unless somebody is just going back to it. */
    public Future<Void> delete(UUID project, UUID version) {
        return turns.run(project, () -> store.delete(project, version));
    }
}
