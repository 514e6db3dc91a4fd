package dev.easel.server.simulation;

import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** How the servers of a world agree on who serves which project, and what is between them. */
public interface Coordination {
    /** Makes it for a world that has a database and no servers yet. */
    interface Kind extends Function<World, Coordination> {}

    /** How many servers there are at the start. */
    int servers();

    /** The clock of a server that starts. */
    InstanceClock newClock();

    Membership newMembership(Instance of, InstanceClock clock);

    /** A client has connected to a server. */
    void open(SimulatedSocket socket);

    /** Asks whoever serves the project, by way of the server that the request reaches. */
    <T> Future<T> ask(Instance at, UUID project, Request<T> request);

    /** Whether another server than this one has to save the project. */
    boolean isAnothers(UUID project, Instance server);

    /** Adds what else may happen next. */
    void addTo(Steps steps);

    /** Lets what is between the servers go on a little, without time passing; returns whether it did. */
    boolean move();

    /** A server has ended, or was killed. */
    void ended(Instance server);

    /** Everything works again: returns the servers that stay, of those that are not about to end; at least one. */
    List<Instance> recover(List<Instance> able);
}
