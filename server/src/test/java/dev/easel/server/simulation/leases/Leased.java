package dev.easel.server.simulation.leases;

import dev.easel.server.simulation.Coordination;
import dev.easel.server.simulation.Instance;
import dev.easel.server.simulation.InstanceClock;
import dev.easel.server.simulation.Membership;
import dev.easel.server.simulation.Request;
import dev.easel.server.simulation.SimulatedSocket;
import dev.easel.server.simulation.Steps;
import dev.easel.server.simulation.World;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Servers that claim projects, keep a lease and pass on what others own, as they do in production, with the faults that
 * only several servers have.
 */
final class Leased implements Coordination {
    /** In how many of a hundred worlds all servers stay to the end, and not one of them. */
    private static final int ALL_STAY = 60;

    final World world;
    final LeaseDefect defect;
    final InstanceFaults faults;
    final OwnerTable owners;
    final InstanceNetwork network;
    final List<Tunnel> tunnels = new ArrayList<>();
    private final Map<Instance, Forwarder> forwarders = new HashMap<>();

    Leased(World world, LeaseDefect defect) {
        this.world = world;
        this.defect = defect;
        faults = InstanceFaults.drawn(world.chance);
        owners = new OwnerTable(world.database, world.clock, faults.leaseMs());
        network = new InstanceNetwork(this);
        world.note(faults);
    }

    @Override
    public int servers() {
        return faults.instances();
    }

    @Override
    public InstanceClock newClock() {
        return InstanceClock.drawn(world.clock, world.chance);
    }

    @Override
    public Membership newMembership(Instance of, InstanceClock clock) {
        Member member = new Member(this, of, clock);
        forwarders.put(of, new Forwarder(this, of, member.owners()));
        return member;
    }

    Forwarder at(Instance server) {
        return forwarders.get(server);
    }

    /** The server of this name; empty when it is gone. */
    Optional<Instance> find(String name) {
        return world.instances.stream().filter(it -> it.toString().equals(name)).findFirst();
    }

    @Override
    public void open(SimulatedSocket socket) {
        new SocketPassage(this, socket).open();
    }

    @Override
    public <T> Future<T> ask(Instance at, UUID project, Request<T> request) {
        return at.sockets.ask(() -> at(at).take(project, request));
    }

    @Override
    public boolean isAnothers(UUID project, Instance server) {
        return owners.ownerOf(project)
                .filter(owner -> !owner.equals(server.toString()))
                .isPresent();
    }

    @Override
    public void addTo(Steps steps) {
        new InstanceSteps(this).addTo(steps);
    }

    @Override
    public boolean move() {
        boolean moved = false;
        if (network.isBusy()) {
            world.note(network.step());
            moved = true;
        }
        for (Tunnel tunnel : List.copyOf(tunnels)) {
            if (tunnel.canMove()) {
                tunnel.move();
                moved = true;
            }
        }
        return moved;
    }

    @Override
    public void ended(Instance server) {
        network.died(server);
        tunnels.removeIf(tunnel -> tunnel.isAt(server));
    }

    @Override
    public List<Instance> recover(List<Instance> able) {
        network.heal();
        for (Instance instance : world.instances) {
            world.link.setReach(instance, true);
            instance.wake();
        }
        if (able.isEmpty()) {
            return List.of(world.start());
        }
        return world.chance.percent(ALL_STAY) ? able : List.of(world.chance.one(able));
    }
}
