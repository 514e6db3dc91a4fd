package dev.easel.server.bulk;

import dev.easel.server.bulk.BulkClients.Author;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/**
 * Puts the elements of a drawing into a project; those with the id of an object replace it. May be used from any
 * thread.
 */
public final class BulkImport {
    private final BulkClients clients;

    public BulkImport(BulkClients clients) {
        this.clients = clients;
    }

    /** Fails when the project would have too many objects, or take too much memory. */
    public Future<Void> check(UUID project, ImportPlan plan) {
        return clients.live().noPlaceFor(project, plan.props(), List.of()).compose(BulkFailure::ofNoPlace);
    }

    /** The seq of the last edit, once all are durable. If there are no elements, the seq that is durable now. */
    public Future<Long> put(UUID project, Author author, ImportPlan plan, BulkContext context) {
        return plan.count() == 0
                ? clients.live().durable(project)
                : clients.run(project, author, seating -> new ImportWork(plan, seating.group()), context)
                        .map(BulkClients.Done::last);
    }
}
