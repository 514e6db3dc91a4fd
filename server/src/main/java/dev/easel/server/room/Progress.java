package dev.easel.server.room;

import dev.easel.server.live.ProjectUnavailable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a project is: {@code checkpoint ≤ durable ≤ applied} (architecture rule 2), checked at each move. Confined to
 * the room's loop.
 */
final class Progress {
    private final TreeMap<Long, List<Promise<Void>>> waiting = new TreeMap<>();
    private long checkpoint;
    private long durable;
    private long applied;

    Progress(long checkpoint, long stored) {
        this.checkpoint = checkpoint;
        this.durable = stored;
        this.applied = stored;
        check();
    }

    long checkpoint() {
        return checkpoint;
    }

    long durable() {
        return durable;
    }

    long applied() {
        return applied;
    }

    /** Nothing is unsaved. */
    boolean isSaved() {
        return checkpoint == applied;
    }

    void applied(long seq) {
        applied = seq;
        check();
    }

    /** Takes note that everything up to {@code seq} is durable; returns whether this is news. */
    boolean durable(long seq) {
        if (seq <= durable) {
            return false;
        }
        durable = seq;
        check();
        Map<Long, List<Promise<Void>>> reached = waiting.headMap(seq, true);
        List<Promise<Void>> told = new ArrayList<>();
        reached.values().forEach(told::addAll);
        reached.clear();
        told.forEach(Promise::complete);
        return true;
    }

    void checkpoint(long seq) {
        checkpoint = Math.max(checkpoint, seq);
        check();
    }

    /** Completes once everything up to {@code seq} is durable; fails when the room closes before. */
    Future<Void> whenDurable(long seq) {
        if (seq <= durable) {
            return Future.succeededFuture();
        }
        Promise<Void> reached = Promise.promise();
        waiting.computeIfAbsent(seq, _ -> new ArrayList<>()).add(reached);
        return reached.future();
    }

    /** The room closes: everybody who waits is told so. */
    void end() {
        List<Promise<Void>> left = new ArrayList<>();
        waiting.values().forEach(left::addAll);
        waiting.clear();
        left.forEach(promise -> promise.fail(new ProjectUnavailable(ProjectUnavailable.Reason.CLOSED, null)));
    }

    private void check() {
        if (checkpoint > durable || durable > applied) {
            throw new IllegalStateException(
                    "checkpoint " + checkpoint + ", durable " + durable + ", applied " + applied);
        }
    }
}
