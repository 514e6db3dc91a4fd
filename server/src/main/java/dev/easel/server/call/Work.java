package dev.easel.server.call;

import dev.easel.protocol.ServerMessage.Role;
import dev.easel.server.bulk.BulkContext;
import dev.easel.server.bulk.BulkFailure.Reason;
import dev.easel.server.loop.Loop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Work that a call has done in portions. What is taken away from who makes the call ends it, also when they have gone
 * away and nobody waits for the answer; what is given back does not let it go on. Confined to the loop of the call, but
 * for what it is told and asked of that.
 */
final class Work implements BulkContext, Lasting {
    private final Loop loop;
    private final Function<Lasting, Runnable> guard;
    private volatile @Nullable Runnable unwatch;
    private volatile @Nullable Reason stopped;

    /** @param guard watches, until what it returns is run */
    Work(Loop loop, Function<Lasting, Runnable> guard) {
        this.loop = loop;
        this.guard = guard;
    }

    <T> Future<T> run(Function<BulkContext, Future<T>> work) {
        return Future.<Void>succeededFuture().compose(_ -> work.apply(this)).onComplete((_, _) -> ended());
    }

    private void ended() {
        Runnable watched = unwatch;
        if (watched != null) {
            watched.run();
        }
    }

    @Override
    public Future<Void> pause(long ms) {
        Promise<Void> passed = Promise.promise();
        loop.after(ms, passed::complete);
        return passed.future();
    }

    @Override
    public void lasts() {
        if (unwatch == null) {
            unwatch = guard.apply(this);
        }
    }

    @Override
    public Optional<Reason> stopped() {
        Objects.requireNonNull(unwatch, "nobody has said that the work lasts");
        return Optional.ofNullable(stopped);
    }

    @Override
    public void role(Role role) {
        if (role == Role.VIEWER) {
            stop(Reason.FORBIDDEN);
        }
    }

    @Override
    public void end(Ending why) {
        stop(
                switch (why) {
                    case REVOKED -> Reason.NO_ACCESS;
                    case SIGNED_OUT -> Reason.SIGNED_OUT;
                });
    }

    private synchronized void stop(Reason why) {
        if (stopped == null) {
            stopped = why;
        }
    }
}
