package dev.easel.server.simulation.leases;

import dev.easel.protocol.CloseCode;
import dev.easel.server.simulation.Instance;
import dev.easel.server.simulation.SimulatedSocket;

/** Passes frames on, at the server that a client has reached, to the owner of its project, and back. */
final class Tunnel {
    private final Leased servers;
    private final SimulatedSocket near;
    private final SimulatedSocket far;

    /**
     * @param near the end of the client's connection
     * @param far the end of the connection that was made to the owner, at the owner
     */
    Tunnel(Leased servers, SimulatedSocket near, SimulatedSocket far) {
        this.servers = servers;
        this.near = near;
        this.far = far;
        near.connection.leadsTo(far.connection);
    }

    boolean canMove() {
        return !near.instance.isPaused()
                && !servers.network.isCut(near.instance, far.instance)
                && (!near.connection.up.isEmpty() || far.connection.hasArrived() || near.connection.isLost());
    }

    /** Passes one frame on each way, or the end of a connection. */
    void move() {
        if (!near.connection.up.isEmpty()) {
            far.connection.up.add(near.connection.up.remove());
        } else if (near.connection.isLost()) {
            far.connection.lose();
            servers.tunnels.remove(this);
            return;
        }
        if (far.connection.hasArrived()) {
            Object arrived = far.connection.take();
            near.connection.pass(arrived);
            if (arrived instanceof CloseCode) {
                servers.tunnels.remove(this);
            }
        }
    }

    boolean isBetween(Instance client, String owner) {
        return near.instance == client && far.instance.toString().equals(owner);
    }

    boolean isAt(Instance client) {
        return near.instance == client;
    }

    /** Both connections end. */
    void cut() {
        near.connection.die();
        far.connection.lose();
        servers.tunnels.remove(this);
    }

    @Override
    public String toString() {
        return "the tunnel from " + near.instance + " to " + far.instance;
    }
}
