package dev.easel.server.socket;

import dev.easel.protocol.Limits;
import dev.easel.protocol.Uuids;
import dev.easel.server.live.LiveProjects;
import dev.easel.server.live.Principal;
import dev.easel.server.live.ProjectUnavailable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code GET /api/projects/{project}/socket}, upgraded. Access is decided before the upgrade: who may not come in
 * gets an HTTP answer, and nothing of theirs is buffered (rule J2, pitfall 23).
 */
public final class SocketRoute {
    /** The subprotocol of the wire protocol's version 1. */
    public static final String SUBPROTOCOL = "easel.v1";

    /** Unsent bytes, in backlogs, at which a socket is cut; events stop at one. */
    private static final long MOST_BACKLOGS = 4;

    private static final String VERTX_HANDLER = "handler";
    private static final String PATH = "/api/projects/:project/socket";

    private final Vertx vertx;
    private final LiveProjects live;
    private final Limits limits;

    public SocketRoute(Vertx vertx, LiveProjects live, Limits limits) {
        this.vertx = vertx;
        this.live = live;
        this.limits = limits;
    }

    /** What the server must be told so that sockets work as the protocol says. */
    public HttpServerOptions configure(HttpServerOptions options) {
        // Compression would be done once for each receiver; without it the same bytes go to all of them.
        return options.setWebSocketSubProtocols(List.of(SUBPROTOCOL))
                .setMaxWebSocketFrameSize(limits.frame())
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false);
    }

    public void mount(Router router) {
        router.get(PATH).method(HttpMethod.HEAD).handler(this::upgrade);
        router.route(PATH).handler(SocketRoute::otherMethod);
    }

    private static void otherMethod(RoutingContext context) {
        context.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD, OPTIONS");
        if (context.request().method() == HttpMethod.OPTIONS) {
            context.response().setStatusCode(204).end();
        } else {
            context.fail(new HttpException(405, "allowed here: GET, HEAD, OPTIONS"));
        }
    }

    private void upgrade(RoutingContext context) {
        Optional<HttpException> fault = UpgradeRequest.fault(context.request(), SUBPROTOCOL);
        if (fault.isPresent()) {
            if (fault.get().getStatusCode() == 426) {
                context.response()
                        .putHeader(HttpHeaders.UPGRADE, "websocket")
                        .putHeader(HttpHeaders.CONNECTION, "Upgrade")
                        .putHeader("Sec-WebSocket-Version", UpgradeRequest.VERSION);
            }
            context.fail(fault.get());
            return;
        }
        Optional<UUID> project = Uuids.parse(context.pathParam("project"));
        if (project.isEmpty()) {
            context.fail(new ProjectUnavailable(ProjectUnavailable.Reason.ABSENT, null));
            return;
        }
        context.request().pause();
        Principal principal = Principal.GUEST;
        live.admit(project.get(), principal)
                .onFailure(refused -> {
                    context.request().resume();
                    context.fail(refused);
                })
                .onSuccess(_ -> context.request()
                        .toWebSocket()
                        .onSuccess(socket -> open(context, socket, principal, project.get())));
    }

    private void open(RoutingContext context, ServerWebSocket socket, Principal principal, UUID project) {
        ChannelPipeline pipeline = ((HttpServerConnection) context.request().connection())
                .channelHandlerContext()
                .pipeline();
        pipeline.addAfter(FrameGuard.FRAME_DECODER, "frame-guard", new FrameGuard(limits.frame()));
        // From behind Vert.x's own handler, which would wait for frames to be written that nobody reads.
        ChannelHandlerContext behind = pipeline.context(VERTX_HANDLER);
        SocketConnection connection = new SocketConnection(
                vertx, socket, new FrameWriter(pipeline), MOST_BACKLOGS * limits.backlog(), behind::close);
        new Socket(vertx, socket, connection, limits, hello -> live.join(project, principal, connection, hello));
    }
}
