package dev.easel.server.simulation.leases;

import dev.easel.server.simulation.Instance;
import dev.easel.server.simulation.Request;
import dev.easel.server.simulation.SimulatedSocket;
import io.vertx.core.Future;

/** A socket that is opened: it is served here, or by the owner of its project over a {@link Tunnel}. */
final class SocketPassage implements Request<SimulatedSocket> {
    private final Leased servers;
    private final SimulatedSocket near;

    SocketPassage(Leased servers, SimulatedSocket near) {
        this.servers = servers;
        this.near = near;
    }

    void open() {
        near.holdBack();
        Instance here = near.instance;
        here.sockets.bring(servers.ask(here, near.project, this)).onComplete((far, failure) -> {
            if (failure != null) {
                near.refuse(failure);
            } else if (far == near) {
                near.goOn();
            } else {
                servers.tunnels.add(new Tunnel(servers, near, far));
            }
        });
    }

    @Override
    public Future<SimulatedSocket> serve(Instance owner) {
        if (owner == near.instance) {
            return Future.succeededFuture(near);
        }
        SimulatedSocket far = new SimulatedSocket(owner, near.project, near.instance);
        servers.world.sockets.add(far);
        return Future.succeededFuture(far);
    }

    @Override
    public void lost(SimulatedSocket far) {
        far.connection.lose();
    }

    @Override
    public boolean mayBeRepeated() {
        return true;
    }
}
