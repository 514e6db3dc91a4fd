package dev.easel.server.simulation;

import dev.easel.server.autosave.AutoSave;
import dev.easel.server.autosave.DirtyProjects;
import dev.easel.server.journal.GroupCommit;
import dev.easel.server.journal.JournalConnections;
import dev.easel.server.metrics.AutoSaveMetrics;
import dev.easel.server.metrics.JournalMetrics;
import dev.easel.server.metrics.RoomMetrics;
import dev.easel.server.persistence.Moves;
import dev.easel.server.persistence.Previews;
import dev.easel.server.residence.Residences;
import dev.easel.server.room.RoomPorts;
import dev.easel.server.room.Rooms;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** One server: the real rooms, journal and auto-save, each on its loop. */
public final class Instance {
    /** Projects saved at the same time. */
    private static final int PARALLEL = 2;

    private static final List<String> LOOPS =
            List.of("room 1", "room 2", "journal", "auto-save", "sockets", "workers", "lease");

    private final String name;
    private final World world;
    private final ManualLoop workers;
    private final ManualLoop journalLoop;
    private final ManualLoop autoSaveLoop;
    public final ManualLoop sockets;
    private final List<ManualLoop> loops = new ArrayList<>();
    private final Membership membership;
    final Rooms rooms;
    final GroupCommit journal;
    private final AutoSave autoSave;
    private boolean alive = true;
    private Future<Void> drained;
    private Future<Void> ended;
    private long pausedAt;
    private boolean paused;
    private int sessions;

    Instance(String name, World world) {
        this.name = name;
        this.world = world;
        InstanceClock clock = world.coordination.newClock();
        workers = new ManualLoop(clock, null);
        journalLoop = new ManualLoop(clock, workers);
        autoSaveLoop = new ManualLoop(clock, workers);
        sockets = new ManualLoop(clock, workers);
        ManualLoop one = new ManualLoop(clock, workers);
        ManualLoop two = new ManualLoop(clock, workers);
        membership = world.coordination.newMembership(this, clock);
        loops.addAll(List.of(one, two, journalLoop, autoSaveLoop, sockets, workers));
        loops.addAll(membership.loops());
        RemoteStore store = new RemoteStore(this, world, membership);
        MeterRegistry registry = ErrorCapture.METERS;
        DirtyProjects dirty = new DirtyProjects(clock);
        journal = new GroupCommit(
                journalLoop,
                new JournalConnections(store, store, store),
                world.conditions.journal(),
                new JournalMetrics(registry),
                world.chance);
        autoSave = new AutoSave(
                autoSaveLoop, dirty, store, new AutoSaveMetrics(registry, dirty::size, dirty::oldestAgeMs), PARALLEL);
        RecordingPorts ports = new RecordingPorts(world.database, journal, membership);
        rooms = new Rooms(
                List.of(one, two),
                new RoomPorts(
                        world.defect.numbers(store),
                        Previews.NONE,
                        Moves.NONE,
                        membership.tenure(),
                        world.defect.journal(ports, ports::rooms),
                        autoSave,
                        Residences.wide(),
                        world.conditions.rooms(),
                        new RoomMetrics(registry),
                        () -> name + "." + ++sessions));
        ports.attach(rooms);
        journal.attach(ports);
        autoSave.attach(world.defect.rooms(ports, dirty));
        membership.begin(ports, List.of(one, two));
    }

    public boolean isAlive() {
        return alive;
    }

    void die() {
        alive = false;
    }

    /** SIGSTOP, or a machine that stands still. */
    public void pause() {
        paused = true;
        pausedAt = world.clock.millis();
    }

    /** Goes on; returns how long it was paused, in milliseconds. */
    public long wake() {
        paused = false;
        return world.clock.millis() - pausedAt;
    }

    public boolean isPaused() {
        return paused;
    }

    /** SIGTERM. */
    void drain() {
        Future<Void> left = membership.leave(rooms);
        drained = left.transform((_, _) -> rooms.drain()).compose(_ -> left);
        ended = drained.transform((_, _) -> membership.end());
    }

    boolean isDraining() {
        return drained != null;
    }

    boolean isDrained() {
        return ended != null && ended.isComplete();
    }

    boolean couldSave() {
        return drained.succeeded();
    }

    void tick() {
        autoSave.tick();
    }

    boolean isBusy() {
        if (paused) {
            return false;
        }
        for (ManualLoop loop : loops) {
            if (loop.isBusy()) {
                return true;
            }
        }
        return false;
    }

    List<ManualLoop> busy() {
        return paused ? List.of() : loops.stream().filter(ManualLoop::isBusy).toList();
    }

    /** What a loop is for, in the log. */
    String nameOf(ManualLoop loop) {
        return LOOPS.get(loops.indexOf(loop));
    }

    @Override
    public String toString() {
        return name;
    }
}
