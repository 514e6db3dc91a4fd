package dev.easel.server.store;

import dev.easel.server.database.Database;
import dev.easel.server.persistence.Claims;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Gives a project to whoever claims it last, as servers did that knew of no others. */
public final class AnyoneClaims implements Claims {
    private final Database database;
    private final InstantSource clock;
    private final AtomicLong last = new AtomicLong();

    public AnyoneClaims(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Future<Claim> claim(UUID project) {
        long least = last.updateAndGet(before -> Math.max(before + 1, clock.millis()));
        return database.query(
                        "update project set epoch = greatest(epoch + 1, $2) where id = $1 returning epoch",
                        Tuple.of(project, least))
                .map(raised -> raised.size() == 0
                        ? new Claim.Absent()
                        : new Claim.Owned(raised.iterator().next().getLong("epoch")));
    }

    @Override
    public void release(UUID project, long epoch) {}

    @Override
    public Future<Void> handOver(UUID project, long epoch, String successor) {
        return Future.succeededFuture();
    }
}
