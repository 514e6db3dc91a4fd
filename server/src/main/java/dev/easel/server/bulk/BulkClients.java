package dev.easel.server.bulk;

import dev.easel.server.live.BulkSeat;
import dev.easel.server.live.LiveProjects;
import dev.easel.server.live.Principal;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Gives each piece of bulk work a client of its own, which numbers its edits, and waits until all of it is durable. May
 * be used from any thread.
 */
public final class BulkClients {
    private final LiveProjects live;
    private final Durability durability;
    private final Supplier<UUID> ids;

    /** @param ids makes ids that nobody has: of clients, and of groups */
    public BulkClients(LiveProjects live, Durability durability, Supplier<UUID> ids) {
        this.live = live;
        this.durability = durability;
        this.ids = ids;
    }

    LiveProjects live() {
        return live;
    }

    /**
     * Does the work, and waits until all of it is durable.
     *
     * @param work made for the seat that it has, and for the group that all of its edits are in
     */
    <W extends BulkWork> Future<Done<W>> run(
            UUID project, Author author, Function<Seating, W> work, BulkContext context) {
        UUID client = ids.get();
        String group = ids.get().toString();
        return live.beginBulk(project, author.principal(), author.claimed().orElse(Principal.ANONYMOUS), client)
                .compose(seat -> Future.succeededFuture(new Seating(client, seat.epoch(), group))
                        .map(work)
                        .compose(begun -> run(project, seat, begun, context))
                        .eventually(() -> {
                            seat.leave();
                            return Future.succeededFuture();
                        }));
    }

    private <W extends BulkWork> Future<Done<W>> run(UUID project, BulkSeat seat, W work, BulkContext context) {
        PortionRun run = new PortionRun(seat, work, context);
        return run.run()
                .compose(last -> last.seq() == 0
                        ? Future.succeededFuture(last)
                        : durability.reach(project, last.epoch(), last.seq()).map(last))
                .map(last -> new Done<>(work, last.seq()))
                .recover(failure -> run.reason(failure).compose(Future::failedFuture));
    }

    /** @param last the seq of the last edit; 0 when the work came to no edit */
    record Done<W>(W work, long last) {}

    /**
     * Who does it.
     *
     * @param claimed the name that the request says, where it says one
     */
    public record Author(Principal principal, Optional<String> claimed) {
        /** The name that stands on the edits. */
        public String text() {
            return principal.author(claimed.orElse(Principal.ANONYMOUS));
        }

        /** Empty for a guest who has told none. */
        public Optional<String> name() {
            return principal.name().or(() -> claimed);
        }
    }

    /**
     * What work knows of its seat.
     *
     * @param client makes the edits
     * @param epoch of the project in which the seat was taken
     * @param group of all edits
     */
    record Seating(UUID client, long epoch, String group) {}
}
