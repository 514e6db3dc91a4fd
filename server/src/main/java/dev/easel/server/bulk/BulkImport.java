package dev.easel.server.bulk;

import dev.easel.server.live.LiveProjects;
import dev.easel.server.live.Principal;
import io.vertx.core.Future;
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

    /** Fails when the project would have too many objects, or take too much memory. */
    public Future<Void> check(UUID project, ImportPlan plan) {
        return live.objectsOver(project, plan.props().keySet(), maxObjects)
                .map(objects -> {
                    if (objects.isPresent()) {
                        throw new BulkFailure(
                                BulkFailure.Reason.TOO_MANY_OBJECTS,
                                "the project would have " + objects.getAsInt() + " objects, over " + maxObjects,
                                null);
                    }
                    return null;
                })
                .compose(_ -> live.noMemoryFor(project, plan.props()))
                .map(why -> {
                    if (why.isPresent()) {
                        throw new BulkFailure(BulkFailure.Reason.TOO_LARGE, why.get(), null);
                    }
                    return null;
                });
    }

    /** The seq of the last edit, once all are durable. If there are no elements, the seq that is durable now. */
    public Future<Long> put(UUID project, Principal principal, ImportPlan plan, Pause pause) {
        if (plan.count() == 0) {
            return live.durable(project);
        }
        UUID client = newClient.get();
        return live.beginBulk(project, principal, client)
                .compose(seat -> put(project, new ImportRun(seat, client, plan, pause))
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
