package dev.easel.server.versions;

import dev.easel.protocol.Change;
import dev.easel.protocol.EventCodec;
import dev.easel.protocol.json.Json;
import dev.easel.server.bulk.BulkClients.Author;
import dev.easel.server.bulk.Durability;
import dev.easel.server.bulk.Portions;
import dev.easel.server.canvas.CanvasObject;
import dev.easel.server.catalog.Projects.ProjectRecord;
import dev.easel.server.live.LiveProjects;
import dev.easel.server.versions.ForkStore.Fork;
import dev.easel.server.versions.PastContents.Content;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Makes a project of what another one is, or was: with its images and settings, and a history that begins there. May be
 * used from any thread.
 */
public final class Forking {
    private final LiveProjects live;
    private final VersionPorts ports;
    private final Durability durability;

    Forking(LiveProjects live, VersionPorts ports, Durability durability) {
        this.live = live;
        this.ports = ports;
        this.durability = durability;
    }

    /**
     * The new project.
     *
     * @param seq empty for the canvas as it is
     * @param title empty for the title of the source, as a copy
     */
    public Future<ProjectRecord> fork(UUID source, OptionalLong seq, Optional<String> title, Author author) {
        return ports.wholes()
                .run(() -> (seq.isPresent() ? Future.succeededFuture(seq.getAsLong()) : present(source))
                        .compose(at -> ports.past().at(source, at))
                        .compose(content -> ports.worker().run(() -> events(content)))
                        .compose(events -> ports.forks()
                                .fork(
                                        source,
                                        new Fork(
                                                title,
                                                author.text(),
                                                author.principal().user(),
                                                events)))
                        .compose(made -> saved(made.id()).map(made)));
    }

    private Future<Long> present(UUID source) {
        return live.objects(source)
                .compose(now -> durability.reach(source, now.epoch(), now.seq()).map(now.seq()));
    }

    /** The objects that changed first come first, as they did in the source. */
    private static List<Json> events(Content content) {
        List<CanvasObject> objects = content.objects().stream()
                .sorted(Comparator.comparingLong(CanvasObject::seq))
                .toList();
        return Portions.cut(
                        objects,
                        _ -> 1,
                        object -> object.id().length() + object.props().length())
                .stream()
                .map(Forking::puts)
                .toList();
    }

    private static Json puts(Collection<CanvasObject> objects) {
        return EventCodec.changes(objects.stream()
                .map(object -> (Change) new Change.Put(object.id(), object.props()))
                .toList());
    }

    /** The rows of its objects, so that it is there for whoever reads the tables. They would follow anyhow, later. */
    private Future<Void> saved(UUID project) {
        return live.catchUp(project).otherwiseEmpty();
    }
}
