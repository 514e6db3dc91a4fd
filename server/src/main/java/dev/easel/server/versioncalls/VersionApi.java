package dev.easel.server.versioncalls;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.PATCH;
import static io.vertx.core.http.HttpMethod.POST;

import dev.easel.server.call.BodyBytes;
import dev.easel.server.call.Content;
import dev.easel.server.call.Guard;
import dev.easel.server.call.Permits;
import dev.easel.server.call.Routes;
import dev.easel.server.loop.Loop;
import dev.easel.server.metrics.ActivityLog;
import dev.easel.server.versions.VersionServices;
import io.vertx.ext.web.Router;
import java.util.Map;

/**
 * The calls that name versions and bring back what was. There is one in an instance; it may be mounted on the routers
 * of several event loops.
 */
public final class VersionApi {
    /** Boards that are brought back or copied at the same time, each twice in memory; four times as many wait. */
    static final int WHOLES = 2;

    /** Bytes of all bodies of these calls that are in memory at the same time. */
    static final long BODY_BYTES = 16 << 20;

    private static final String PROJECT = "/api/projects/:project";
    private static final String VERSIONS = PROJECT + "/versions";
    private static final String VERSION = VERSIONS + "/:version";

    private final BodyBytes bodies = new BodyBytes(BODY_BYTES);
    private final VersionResource versions;
    private final RestoreResource restores;

    /**
     * @param wholes what the services have as their capacity: where none is left, a body need not be sent
     * @param activity told of what was brought back
     */
    public VersionApi(VersionServices services, Permits wholes, ActivityLog activity) {
        versions = new VersionResource(services, wholes, activity);
        restores = new RestoreResource(services, wholes, activity);
    }

    /**
     * Of works that hold a whole canvas.
     *
     * @param waitMs the most time that one waits, in milliseconds
     */
    public static Permits wholes(long waitMs) {
        return new Permits(
                WHOLES, waitMs, "too many boards are being brought back or copied at the moment; try again", 5);
    }

    /**
     * Answers the calls on this router.
     *
     * @param guard decides who may make a call
     * @param loop where the router's requests are answered
     */
    public void mount(Router router, Guard guard, Loop loop) {
        new Routes(router, guard, bodies, loop)
                .add(VERSIONS, Map.of(POST, versions::create, GET, Content.of(versions::list)))
                .add(VERSION, Map.of(GET, versions::get, PATCH, versions::rename, DELETE, versions::delete))
                .add(VERSION + "/activate", Map.of(POST, versions::activate))
                .add(PROJECT + "/restore", Map.of(POST, restores::restore))
                .add(PROJECT + "/rollback", Map.of(POST, restores::rollBack))
                .add(PROJECT + "/fork", Map.of(POST, restores::fork));
    }
}
