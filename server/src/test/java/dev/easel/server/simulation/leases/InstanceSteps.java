package dev.easel.server.simulation.leases;

import dev.easel.server.simulation.Chance;
import dev.easel.server.simulation.Flow;
import dev.easel.server.simulation.Instance;
import dev.easel.server.simulation.Steps;
import dev.easel.server.simulation.World;
import dev.easel.server.simulation.leases.InstanceTable.Session;
import java.util.List;

/** What may happen next where several servers share a database, each with its weight, beside other {@link Steps}. */
final class InstanceSteps {
    /** What can happen at most while everything runs well for a moment. */
    private static final int MOVES = 60;

    private final Leased servers;
    private final World world;
    private final Chance chance;
    private final InstanceFaults faults;

    InstanceSteps(Leased servers) {
        this.servers = servers;
        world = servers.world;
        chance = world.chance;
        faults = servers.faults;
    }

    void addTo(Steps steps) {
        steps.may(60, this::flow);
        steps.may(60, this::passOn);
        steps.may(100, this::tunnel);
        steps.may(30, this::endSession);
        steps.may(20, this::reachAgain);
        steps.may(15, () -> steps.one(world.instances, Instance::isPaused, this::wake));
        steps.may(faults.pauses(), () -> steps.one(world.instances, it -> !it.isPaused(), this::pause));
        steps.may(faults.partitions(), () -> steps.one(world.instances, world.link::reaches, this::partFromDatabase));
        steps.may(faults.partitions(), this::part);
        steps.may(faults.partitions(), () -> steps.one(servers.tunnels, _ -> true, this::breakTunnel));
        steps.may(faults.sessions(), () -> steps.one(servers.owners.instances.sessions(), _ -> true, this::cut));
        steps.may(faults.failovers(), this::failOver);
    }

    /** Everything runs well for a moment, in which no time passes. */
    private boolean flow() {
        world.note("everything runs for a moment");
        Flow flow = new Flow(world);
        int moves = 0;
        while (moves < MOVES && flow.move()) {
            world.check();
            moves++;
        }
        return moves > 0;
    }

    private boolean passOn() {
        if (!servers.network.isBusy()) {
            return false;
        }
        world.note(servers.network.step());
        return true;
    }

    private boolean tunnel() {
        List<Tunnel> able = servers.tunnels.stream().filter(Tunnel::canMove).toList();
        if (able.isEmpty()) {
            return false;
        }
        Tunnel tunnel = chance.one(able);
        world.note(tunnel, "passes on");
        for (int left = chance.between(1, 4); left > 0 && tunnel.canMove(); left--) {
            tunnel.move();
        }
        return true;
    }

    private void breakTunnel(Tunnel tunnel) {
        world.note(tunnel, "breaks");
        tunnel.cut();
    }

    private void pause(Instance instance) {
        world.note(instance, "is paused");
        instance.pause();
        if (chance.percent(50)) {
            world.clock.pass(chance.between(1, 2 * faults.leaseMs()));
        }
    }

    private void wake(Instance instance) {
        long ms = instance.wake();
        world.note(instance, "wakes after", ms);
        world.counts.count(ms > faults.leaseMs() ? "overslept" : "slept");
    }

    /** The database notices that nobody is at the other end of a session. */
    private boolean endSession() {
        List<Session> unwanted = servers.owners.instances.sessions().stream()
                .filter(it -> !it.isWanted())
                .toList();
        if (unwanted.isEmpty()) {
            return false;
        }
        cut(chance.one(unwanted));
        return true;
    }

    private void cut(Session session) {
        world.note(session, "is cut");
        servers.owners.instances.end(session);
    }

    private void partFromDatabase(Instance instance) {
        world.note(instance, "does not reach the database");
        world.link.setReach(instance, false);
    }

    private boolean part() {
        if (world.instances.size() < 2) {
            return false;
        }
        Instance one = chance.one(world.instances);
        Instance other =
                chance.one(world.instances.stream().filter(it -> it != one).toList());
        world.note(one, "and", other, "do not reach each other");
        servers.network.setCut(one, other, true);
        return true;
    }

    private boolean reachAgain() {
        world.note("the network works again");
        boolean wasCut = servers.network.heal();
        for (Instance instance : world.instances) {
            wasCut |= !world.link.reaches(instance);
            world.link.setReach(instance, true);
        }
        return wasCut;
    }

    private boolean failOver() {
        world.note("another machine goes on as the database");
        servers.owners.instances.failOver(chance.below(3), chance.between(-20_000, 20_000));
        world.link.cutAll(chance);
        if (chance.percent(50)) {
            world.link.setUp(false);
        }
        return true;
    }
}
