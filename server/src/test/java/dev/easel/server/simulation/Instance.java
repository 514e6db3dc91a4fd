package dev.easel.server.simulation;

import dev.easel.server.autosave.AutoSave;
import dev.easel.server.autosave.DirtyProjects;
import dev.easel.server.journal.GroupCommit;
import dev.easel.server.metrics.AutoSaveMetrics;
import dev.easel.server.metrics.JournalMetrics;
import dev.easel.server.metrics.RoomMetrics;
import dev.easel.server.room.RoomPorts;
import dev.easel.server.room.Rooms;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.List;

/** One server: the real rooms, journal and auto-save, each on its loop. Dead, it does nothing any more. */
final class Instance {
    /** Projects saved at the same time. */
    private static final int PARALLEL = 2;

    private final String name;
    private final HandLoop workers;
    private final HandLoop journalLoop;
    private final HandLoop autoSaveLoop;
    final HandLoop sockets;
    private final List<HandLoop> loops;
    final Rooms rooms;
    final GroupCommit journal;
    private final AutoSave autoSave;
    private boolean alive = true;
    private Future<Void> drained;
    private int sessions;

    Instance(String name, World world) {
        this.name = name;
        Clock clock = world.clock;
        workers = new HandLoop(clock, null);
        journalLoop = new HandLoop(clock, workers);
        autoSaveLoop = new HandLoop(clock, workers);
        sockets = new HandLoop(clock, workers);
        HandLoop one = new HandLoop(clock, workers);
        HandLoop two = new HandLoop(clock, workers);
        loops = List.of(one, two, journalLoop, autoSaveLoop, sockets, workers);
        DistantStore store = new DistantStore(this, world);
        MeterRegistry registry = Quiet.METERS;
        DirtyProjects dirty = new DirtyProjects(clock);
        journal = new GroupCommit(
                journalLoop, store, world.weather.journal(), new JournalMetrics(registry), world.chance);
        autoSave = new AutoSave(
                autoSaveLoop, dirty, store, new AutoSaveMetrics(registry, dirty::size, dirty::oldestAgeMs), PARALLEL);
        Ports ports = new Ports(world.vault, journal);
        rooms = new Rooms(
                List.of(one, two),
                new RoomPorts(
                        world.breakage.numbers(store),
                        world.breakage.journal(ports, ports::rooms),
                        autoSave,
                        world.weather.rooms(),
                        new RoomMetrics(registry),
                        () -> name + "." + ++sessions));
        ports.attach(rooms);
        journal.attach(ports);
        autoSave.attach(world.breakage.rooms(ports, dirty));
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

    List<HandLoop> busy() {
        return loops.stream().filter(HandLoop::isBusy).toList();
    }

    /** What a loop is for, in the log. */
    String nameOf(HandLoop loop) {
        return List.of("room 1", "room 2", "journal", "auto-save", "sockets", "workers")
                .get(loops.indexOf(loop));
    }

    @Override
    public String toString() {
        return name;
    }
}
