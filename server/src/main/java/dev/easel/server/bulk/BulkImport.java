package dev.easel.server.bulk;

import dev.easel.server.excalidraw.Drawing.Element;
import dev.easel.server.live.LiveProjects;
import dev.easel.server.live.Principal;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** Puts the elements of a drawing into a project, merged by id. May be used from any thread. */
public final class BulkImport {
    private final LiveProjects live;
    private final Durability durability;
    private final int maxObjects;
    private final Supplier<UUID> newClient;

    /**
     * @param maxObjects the most objects in a project
     * @param newClient makes the id of the client of one import: each import numbers its own edits
     */
    public BulkImport(LiveProjects live, Durability durability, int maxObjects, Supplier<UUID> newClient) {
        this.live = live;
        this.durability = durability;
        this.maxObjects = maxObjects;
        this.newClient = newClient;
    }

    /**
     * Fails when the project would have too many objects, or take too much memory.
     *
     * @param props bytes of each element's props, by id
     */
    public Future<Void> check(UUID project, Map<String, Integer> props) {
        return live.objectsOver(project, props.keySet(), maxObjects)
                .map(objects -> {
                    if (objects.isPresent()) {
                        throw new BulkFailure(
                                BulkFailure.Reason.TOO_MANY_OBJECTS,
                                "the project would have " + objects.getAsInt() + " objects, over " + maxObjects,
                                null);
                    }
                    return null;
                })
                .compose(_ -> live.noMemoryFor(project, props))
                .map(why -> {
                    if (why.isPresent()) {
                        throw new BulkFailure(BulkFailure.Reason.TOO_LARGE, why.get(), null);
                    }
                    return null;
                });
    }

    /** The seq of the last edit, once all are durable. If there are no elements, the seq that is durable now. */
    public Future<Long> put(UUID project, Principal principal, List<Element> elements, Pause pause) {
        if (elements.isEmpty()) {
            return live.durable(project);
        }
        UUID client = newClient.get();
        return live.beginBulk(project, principal, client)
                .compose(seat -> put(project, new ImportRun(seat, client, elements, pause))
                        .eventually(() -> {
                            seat.leave();
                            return Future.succeededFuture();
                        }));
    }

    private Future<Long> put(UUID project, ImportRun run) {
        return Future.succeededFuture()
                .compose(_ -> run.run())
                .compose(last ->
                        durability.reach(project, last.epoch(), last.seq()).map(last.seq()))
                .recover(failure -> run.reason(failure).compose(Future::failedFuture));
    }
}
