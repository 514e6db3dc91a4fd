package dev.easel.server.forwarding;

import dev.easel.server.metrics.ForwardingMetrics;
import dev.easel.server.ownership.Owners;
import dev.easel.server.ownership.Owners.Place.There;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Answers requests for projects of other instances by passing them on. There is one in an instance; it is mounted on
 * the router of each event loop, on that loop.
 */
public final class Forwarding {
    /** The header that tells the owner who makes a request that is passed on. */
    public static final String IDENTITY = Mark.IDENTITY;

    /** The header in which a request that is passed on is marked. */
    public static final String MARK = Mark.HEADER;

    private final ForwardingSettings settings;
    private final BiFunction<RoutingContext, String, Optional<String>> vouch;
    private final Marks marks;
    private final Owners owners;
    private final ForwardingMetrics metrics;
    private final Entrance entrance;
    private final InstanceCalls calls;
    private final List<OnLoop> loops = new CopyOnWriteArrayList<>();

    /**
     * @param key known to the instances of one database alone
     * @param fellow told of each connection that comes from another instance, on its event loop, maybe more than once
     * @param prepare reads a project that another instance is about to give to this one, and which has moved to its
     *     people so many times in a row
     * @param vouch gives what the owner of a project is told of who makes a request, beside this mark
     */
    public Forwarding(
            ForwardingSettings settings,
            byte[] key,
            Owners owners,
            Consumer<HttpConnection> fellow,
            BiFunction<UUID, Integer, Future<Void>> prepare,
            BiFunction<RoutingContext, String, Optional<String>> vouch,
            ForwardingMetrics metrics) {
        this.settings = settings;
        this.marks = new Marks(key);
        this.owners = owners;
        this.vouch = vouch;
        this.metrics = metrics;
        entrance = new Entrance(settings.instance(), marks, fellow, metrics);
        calls = new InstanceCalls(settings.instance(), marks, prepare);
        owners.onGone(this::gone);
    }

    /** This instance ends: clients of its tunnels are told so, and come back to another one. */
    public void drain() {
        loops.forEach(loop -> loop.context().runOnContext(_ -> loop.underway().drain()));
    }

    /**
     * Completes when the instance there has read the project, and fails when it has not.
     *
     * @param moves how often it has moved to its people then, in a row
     */
    public Future<Void> prepare(There there, UUID project, int moves) {
        return calls.prepare(loops.getFirst(), there, project, moves);
    }

    /**
     * What another instance tells at this path, as JSON. Fails when it does not answer, or not in time, or with too
     * much.
     *
     * @param withinMs the time it has, in milliseconds
     * @param mostBytes of the answer
     */
    public Future<Buffer> ask(There there, String uri, long withinMs, int mostBytes) {
        return calls.get(loops.getFirst(), there, uri, withinMs, mostBytes);
    }

    private void gone(String left) {
        loops.forEach(loop -> loop.context().runOnContext(_ -> loop.underway().cut(left)));
    }

    /** Must come before all other routes: what another instance has judged is not judged again. */
    public void mountEntrance(Router router) {
        router.route().handler(entrance::enter);
        calls.mount(router);
    }

    /** Must come behind what judges requests, and before what answers them. */
    public void mount(Vertx vertx, Router router) {
        OnLoop loop = new OnLoop(vertx.getOrCreateContext(), new Underway(), new Fellows(vertx, settings));
        loops.add(loop);
        Passage passage = new Passage(settings.instance(), marks, owners, loop, entrance, vouch, metrics);
        router.route("/api/projects/*").handler(passage).failureHandler(passage::claimedElsewhere);
    }
}
