package dev.easel.server.residence;

import dev.easel.server.live.ProjectUnavailable.Reason;
import dev.easel.server.metrics.ResidenceMetrics;
import dev.easel.server.persistence.FailingProject;
import dev.easel.server.persistence.FailingProjects;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/** What the rooms of all event loops of an instance share: bytes, turns of loads, idle rooms. From any thread. */
public final class Residence {
    /**
     * A project may be loaded when it is an eighth over the bound of one that is edited: what was taken can be loaded
     * again, also where its rows are a little longer than it was.
     */
    private static final int LOAD_SLACK = 8;

    private final ResidenceSettings settings;
    private final ResidenceMetrics metrics;
    private final Memory memory;
    private final LoadQueue queue;
    private final IdleRooms idle;
    private final FailingProjects failed = new FailingProjects();

    public Residence(ResidenceSettings settings, ResidenceMetrics metrics) {
        this.settings = settings;
        this.metrics = metrics;
        memory = new Memory(settings.roomsBytes());
        queue = new LoadQueue(settings.loads(), settings.waitingLoads());
        idle = new IdleRooms(metrics::evicted);
        metrics.watch(memory::used, memory::most, queue::waiting);
    }

    /** Bytes of all projects in memory, with what is being loaded. */
    public long bytes() {
        return memory.used();
    }

    /** The bound of {@link #bytes}. */
    public long mostBytes() {
        return memory.most();
    }

    /** Projects that wait for their load. */
    public int waitingLoads() {
        return queue.waiting();
    }

    /** Completes when a load may begin; then {@link #loadEnded} is called once. */
    Future<Void> loadTurn() {
        return queue.enter();
    }

    void loadEnded() {
        queue.leave();
    }

    /**
     * Asks idle rooms to leave, as long as fewer than {@code wanted} bytes are free for a load. Completes with whether
     * {@code least} are; where they cannot be, nobody is asked.
     */
    Future<Boolean> makeRoom(long least, long wanted) {
        long free = memory.freeForLoads();
        return free >= wanted
                ? Future.succeededFuture(true)
                : idle.leave(least - free, wanted - free).map(_ -> isRoom(least));
    }

    /** Whether so many bytes are free for a load. */
    boolean isRoom(long least) {
        return memory.freeForLoads() >= least;
    }

    LoadBytes newLoad() {
        return new LoadBytes(memory, settings.projectBytes() + settings.projectBytes() / LOAD_SLACK);
    }

    /** The project is loaded: what was counted becomes its own. */
    Footprint loaded(LoadBytes counted, long bytes) {
        Footprint footprint = new Footprint(memory, idle, settings.projectBytes(), counted.taken());
        footprint.is(bytes);
        return footprint;
    }

    /** The project is in memory, {@code afterMs} after it was asked for. */
    void hasLoaded(UUID project, long afterMs) {
        metrics.loaded(afterMs);
        failed.forget(project);
    }

    void loadFailed(UUID project, Throwable failure, long nowMs) {
        metrics.loadFailed();
        failed.add(project, failure, nowMs);
    }

    /** The projects whose last load failed, the longest failing first; of many, the latest to fail. */
    public List<FailingProject> failingLoads() {
        return failed.list();
    }

    /** Counts a load that was refused for want of memory, or of a place to wait; one that is not ours fails no more. */
    void refused(UUID project, Reason reason) {
        if (reason == Reason.ABSENT || reason == Reason.ELSEWHERE) {
            failed.forget(project);
        }
        if (reason == Reason.TOO_LARGE) {
            metrics.refusedTooLarge();
        } else if (reason == Reason.NO_ROOM) {
            metrics.refusedNoRoom();
        } else if (reason == Reason.BUSY) {
            metrics.refusedBusy();
        }
    }
}
