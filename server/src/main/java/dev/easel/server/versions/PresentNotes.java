package dev.easel.server.versions;

import dev.easel.server.bulk.BulkClients.Author;
import dev.easel.server.bulk.Durability;
import dev.easel.server.live.LiveProjects;
import io.vertx.core.Future;
import java.util.UUID;

/** Notes the present of live projects, once it is durable. */
final class PresentNotes implements Notes {
    private final LiveProjects live;
    private final Durability durability;
    private final VersionStore store;

    PresentNotes(LiveProjects live, Durability durability, VersionStore store) {
        this.live = live;
        this.durability = durability;
        this.store = store;
    }

    @Override
    public Future<Void> present(UUID project, Author author) {
        return live.objects(project)
                .compose(now -> now.seq() == 0
                        ? Future.succeededFuture()
                        : durability
                                .reach(project, now.epoch(), now.seq())
                                .compose(_ -> store.mark(project, now.epoch(), now.seq(), author.name())));
    }
}
