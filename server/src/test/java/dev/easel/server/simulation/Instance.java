package dev.easel.server.simulation;

import dev.easel.server.autosave.AutoSave;
import dev.easel.server.autosave.DirtyProjects;
import dev.easel.server.journal.GroupCommit;
import dev.easel.server.journal.JournalConnections;
import dev.easel.server.metrics.AutoSaveMetrics;
import dev.easel.server.metrics.JournalMetrics;
import dev.easel.server.metrics.RoomMetrics;
import dev.easel.server.residence.Residences;
import dev.easel.server.room.RoomPorts;
import dev.easel.server.room.Rooms;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.List;

/** One server: the real rooms, journal and auto-save, each on its loop. */
final class Instance {
    /** Projects saved at the same time. */
    private static final int PARALLEL = 2;

    private final String name;
    private final ManualLoop workers;
    private final ManualLoop journalLoop;
    private final ManualLoop autoSaveLoop;
    final ManualLoop sockets;
    private final List<ManualLoop> loops;
    final Rooms rooms;
    final GroupCommit journal;
    private final AutoSave autoSave;
    private boolean alive = true;
    private Future<Void> drained;
    private int sessions;

    Instance(String name, World world) {
        this.name = name;
        ManualClock clock = world.clock;
        workers = new ManualLoop(clock, null);
        journalLoop = new ManualLoop(clock, workers);
        autoSaveLoop = new ManualLoop(clock, workers);
        sockets = new ManualLoop(clock, workers);
        ManualLoop one = new ManualLoop(clock, workers);
        ManualLoop two = new ManualLoop(clock, workers);
        loops = List.of(one, two, journalLoop, autoSaveLoop, sockets, workers);
        RemoteStore store = new RemoteStore(this, world);
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
        RecordingPorts ports = new RecordingPorts(world.database, journal);
        rooms = new Rooms(
                List.of(one, two),
                new RoomPorts(
                        world.defect.numbers(store),
                        () -> true,
                        world.defect.journal(ports, ports::rooms),
                        autoSave,
                        Residences.wide(),
                        world.conditions.rooms(),
                        new RoomMetrics(registry),
                        () -> name + "." + ++sessions));
        ports.attach(rooms);
        journal.attach(ports);
        autoSave.attach(world.defect.rooms(ports, dirty));
    }

    boolean isAlive() {
        return alive;
    }

    void die() {
        alive = false;
    }

    /** SIGTERM. */
    void drain() {
        drained = rooms.drain();
    }

    boolean isDraining() {
        return drained != null;
    }

    boolean isDrained() {
        return drained != null && drained.isComplete();
    }

    boolean couldSave() {
        return drained.succeeded();
    }

    void tick() {
        autoSave.tick();
    }

    boolean isBusy() {
        for (ManualLoop loop : loops) {
            if (loop.isBusy()) {
                return true;
            }
        }
        return false;
    }

    List<ManualLoop> busy() {
        return loops.stream().filter(ManualLoop::isBusy).toList();
    }

    /** What a loop is for, in the log. */
    String nameOf(ManualLoop loop) {
        return List.of("room 1", "room 2", "journal", "auto-save", "sockets", "workers")
                .get(loops.indexOf(loop));
    }

    @Override
    public String toString() {
        return name;
    }
}
