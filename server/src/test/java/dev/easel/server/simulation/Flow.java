package dev.easel.server.simulation;

import java.util.List;

/** Lets everything go on that can go on by itself, without time passing. */
public final class Flow {
    private final World world;

    public Flow(World world) {
        this.world = world;
    }

    /** Lets each part of the world go on a little; returns whether any did. */
    public boolean move() {
        boolean moved = false;
        for (Instance instance : List.copyOf(world.instances)) {
            for (ManualLoop loop : instance.busy()) {
                loop.turn();
                moved = true;
            }
        }
        if (world.link.isBusy()) {
            world.note(world.link.step(world.chance, world.conditions));
            moved = true;
        }
        moved |= world.coordination.move();
        for (SimulatedSocket socket : List.copyOf(world.sockets)) {
            if (socket.canRead()) {
                world.note(socket.instance, "reads", socket.next());
                socket.read();
                moved = true;
            } else if (socket.canNotice()) {
                socket.notice();
            }
        }
        for (Client client : world.clients) {
            if (client.canReceive()) {
                world.note(client, "hears", client.receive());
                moved = true;
            } else if (client.canSend()) {
                client.send(Integer.MAX_VALUE);
                moved = true;
            }
        }
        return moved;
    }
}
