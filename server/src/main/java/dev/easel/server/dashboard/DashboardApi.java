package dev.easel.server.dashboard;

import static io.vertx.core.http.HttpMethod.GET;

import dev.easel.server.call.BodyBytes;
import dev.easel.server.call.Guard;
import dev.easel.server.call.Permits;
import dev.easel.server.call.Routes;
import dev.easel.server.loop.Loop;
import dev.easel.server.metrics.AutoSaveFigures;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Watches an instance, and tells of it and of the others. There is one in an instance; it may be mounted on the routers
 * of several event loops.
 */
public final class DashboardApi {
    /** Clients that are told of all instances at the same time; four times as many wait. */
    static final int GATHERINGS = 4;

    private final BodyBytes bodies = new BodyBytes(0); // no call of these has a body
    private final Sampler sampler;
    private final DashboardResource dashboard;
    private final ClusterFigures figures;

    /**
     * @param background where steps are taken
     * @param own the figures of this instance's auto-save
     * @param waitMs the most time that a request waits for its turn, in milliseconds
     */
    public DashboardApi(
            Vertx vertx,
            Loop background,
            Subject subject,
            Others others,
            Readings readings,
            Supplier<AutoSaveFigures> own,
            long waitMs) {
        Ring ring = new Ring();
        sampler = new Sampler(background, ring, readings.ask(), readings.probes());
        Gathering gathering = new Gathering(others);
        Permits permits = new Permits(GATHERINGS, waitMs, "too many look at all instances at the moment; try again", 1);
        dashboard = new DashboardResource(new Portrait(subject, readings.machine(), ring), gathering, permits);
        figures = new ClusterFigures(vertx, subject, own, gathering, permits);
    }

    /** The figures of the auto-saves of all instances that answer, summed. */
    public Future<? extends Record> figures() {
        return figures.ask();
    }

    /**
     * Answers the call on this router.
     *
     * @param guard decides who may make a call
     * @param loop where the router's requests are answered
     */
    public void mount(Router router, Guard guard, Loop loop) {
        new Routes(router, guard, bodies, loop).add(DashboardResource.PATH, Map.of(GET, dashboard::get));
    }

    public void start() {
        sampler.start();
    }

    public void stop() {
        sampler.stop();
    }
}
