package dev.easel.server.bulk;

import dev.easel.server.bulk.BulkClients.Author;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/**
 * Turns the canvas of a project into another one by ordinary edits, all in one group, while others edit it. Each edit
 * is applied whole, and worked out when it is; what others do between two of them stays. May be used from any thread.
 */
public final class BulkTransition {
    private final BulkClients clients;
    private final int objectBytes;

    /** @param objectBytes the most bytes of an object's props */
    public BulkTransition(BulkClients clients, int objectBytes) {
        this.clients = clients;
        this.objectBytes = objectBytes;
    }

    /** Fails when the project would have too many or too large objects, or take too much memory. */
    public Future<Void> check(UUID project, Transition plan) {
        Optional<String> tooLarge = plan.targets().stream()
                .filter(target -> target.to() != null && target.to().storedLength() > objectBytes)
                .findFirst()
                .map(target -> "object " + target.id() + " would be over " + objectBytes + " bytes");
        return tooLarge.isPresent()
                ? BulkFailure.ofNoPlace(tooLarge)
                : clients.live()
                        .noPlaceFor(project, plan.puts(), plan.deletions())
                        .compose(BulkFailure::ofNoPlace);
    }

    /** What has come of it, once all is durable. Without anything to change there is no edit. */
    public Future<Outcome> run(UUID project, Author author, Transition plan, BulkContext context) {
        return clients.run(project, author, seating -> new TransitionWork(plan, seating), context)
                .map(done -> done.work().outcome(done.last()));
    }
}
