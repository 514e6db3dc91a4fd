package dev.easel.server.socket;

import dev.easel.protocol.Limits;
import dev.easel.protocol.Uuids;
import dev.easel.server.access.Acts;
import dev.easel.server.call.Caller;
import dev.easel.server.call.Guard;
import dev.easel.server.live.LiveProjects;
import dev.easel.server.live.Principal;
import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.log.Cause;
import dev.easel.server.log.Field;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.internal.ContextInternal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /api/projects/{project}/socket}, upgraded. Access is decided before the upgrade: who may not come in
 * gets an HTTP answer, and nothing of theirs is buffered (rule J2, pitfall 23). From the request to the hello a socket
 * holds one of {@link SocketSettings#waiting} permits of the instance.
 */
public final class SocketRoute {
    private static final Logger LOG = LoggerFactory.getLogger(SocketRoute.class);

    /** The subprotocol of the wire protocol's version 1. */
    public static final String SUBPROTOCOL = "easel.v1";

    private static final String PATH = Acts.SOCKET.path();

    private final LiveProjects live;
    private final Guard guard;
    private final Limits limits;
    private final Sockets sockets;

    public SocketRoute(LiveProjects live, Guard guard, SocketSettings settings) {
        this.live = live;
        this.guard = guard;
        limits = settings.limits();
        sockets = new Sockets(settings);
    }

    /** Sockets between the request for their upgrade and their hello. */
    public long waiting() {
        return sockets.waiting();
    }

    /** Bytes of unfinished messages that all sockets keep. */
    public long unfinished() {
        return sockets.unfinished();
    }

    /** Bytes that were sent to all sockets and that no network has taken yet. */
    public long unsent() {
        return sockets.unsent();
    }

    /** What the server must be told so that sockets work as the protocol says. */
    public HttpServerOptions configure(HttpServerOptions options) {
        // Compression would be done once for each receiver; without it the same bytes go to all of them.
        return options.setWebSocketSubProtocols(List.of(SUBPROTOCOL))
                .setMaxWebSocketFrameSize(limits.frame())
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false);
    }

    /** Refuses what is no upgrade as it should be, before anything is asked about its project. */
    public void mountDoor(Router router) {
        router.route(PATH).handler(context -> {
            HttpMethod method = context.request().method();
            if (method == HttpMethod.GET || method == HttpMethod.HEAD) {
                judge(context);
            } else {
                otherMethod(context);
            }
        });
    }

    /** Must come behind the door. */
    public void mount(Router router) {
        router.get(PATH).handler(this::upgrade);
    }

    private static void otherMethod(RoutingContext context) {
        context.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD, OPTIONS");
        if (context.request().method() == HttpMethod.OPTIONS) {
            context.response().setStatusCode(204).end();
        } else {
            context.fail(new HttpException(405, "allowed here: GET, HEAD, OPTIONS"));
        }
    }

    private static void judge(RoutingContext context) {
        Optional<HttpException> fault = UpgradeRequest.fault(context.request(), SUBPROTOCOL);
        if (fault.isEmpty()) {
            context.next();
            return;
        }
        if (fault.get().getStatusCode() == 426) {
            context.response()
                    .putHeader(HttpHeaders.UPGRADE, "websocket")
                    .putHeader(HttpHeaders.CONNECTION, "Upgrade")
                    .putHeader("Sec-WebSocket-Version", UpgradeRequest.VERSION);
        }
        context.fail(fault.get());
    }

    private void upgrade(RoutingContext context) {
        Optional<UUID> project = Uuids.parse(context.pathParam("project"));
        if (project.isEmpty()) {
            context.fail(new ProjectUnavailable(ProjectUnavailable.Reason.ABSENT, null));
        } else if (!sockets.admits()) {
            context.fail(new ProjectUnavailable(ProjectUnavailable.Reason.CROWDED, null));
        } else {
            admit(context, project.get());
        }
    }

    private void admit(RoutingContext context, UUID project) {
        context.request().pause();
        guard.admit(context, Acts.SOCKET)
                .compose(principal -> live.admit(project, principal).map(principal))
                .onFailure(refused -> {
                    sockets.turnedAway();
                    context.request().resume();
                    context.fail(refused);
                })
                .onSuccess(principal -> context.request()
                        .toWebSocket()
                        .onFailure(_ -> sockets.turnedAway())
                        .onSuccess(socket -> open(context, socket, principal, project)));
    }

    private void open(RoutingContext context, ServerWebSocket socket, Principal principal, UUID project) {
        socket.exceptionHandler(failure -> LOG.atDebug()
                .addKeyValue(Field.PROJECT, project)
                .addKeyValue(Field.TRACE, principal.trace())
                .addKeyValue(Field.ERROR, Cause.of(failure))
                .log("A socket has failed"));
        ChannelPipeline pipeline = ((HttpServerConnection) context.request().connection())
                .channelHandlerContext()
                .pipeline();
        ContextInternal here = ContextInternal.current();
        SocketAccess access = sockets.open(
                pipeline,
                here::dispatch,
                Caller.of(context).through(),
                (connection, hello) -> live.join(project, principal, connection, hello));
        access.whenEnded(guard.watch(context, project, principal.role(), access));
    }
}
