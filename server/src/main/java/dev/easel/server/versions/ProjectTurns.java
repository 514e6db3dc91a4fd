package dev.easel.server.versions;

import dev.easel.server.versions.VersionRefusal.Reason;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets what turns the content of one project into another follow one another, in the order in which it came: two people
 * who go back to two versions at the same moment get one of them, and then the other. Used by all event loops.
 */
final class ProjectTurns {
    /** Those that wait in one project. */
    static final int MOST_WAITING = 8;

    /** Of each project that has its turn, those that wait. */
    private final Map<UUID, Queue<Waiting>> waiting = new HashMap<>();

    /** Does the work when its turn has come. The turn ends with the work, however that ends. */
    <T> Future<T> run(UUID project, Supplier<Future<T>> work) {
        return begin(project)
                .compose(_ ->
                        Future.<Void>succeededFuture().compose(_ -> work.get()).onComplete((_, _) -> end(project)));
    }

    private synchronized Future<Void> begin(UUID project) {
        Queue<Waiting> those = waiting.get(project);
        if (those == null) {
            waiting.put(project, new ArrayDeque<>());
            return Future.succeededFuture();
        }
        if (those.size() == MOST_WAITING) {
            return Future.failedFuture(new VersionRefusal(Reason.BUSY));
        }
        Waiting one = new Waiting(Vertx.currentContext(), Promise.promise());
        those.add(one);
        return one.turn.future();
    }

    private void end(UUID project) {
        Waiting next = next(project);
        if (next == null) {
            return;
        }
        if (next.caller == null) {
            next.turn.complete();
        } else {
            next.caller.runOnContext(_ -> next.turn.complete());
        }
    }

    private synchronized @Nullable Waiting next(UUID project) {
        Queue<Waiting> those = waiting.get(project);
        Waiting next = those == null ? null : those.poll();
        if (next == null) {
            waiting.remove(project);
        }
        return next;
    }

    /** @param caller its context, where it has one */
    private record Waiting(@Nullable Context caller, Promise<Void> turn) {}
}
