package dev.easel.server.forwarding;

import dev.easel.server.call.Tracing;
import dev.easel.server.log.TraceId;
import dev.easel.server.metrics.ForwardingMetrics;
import dev.easel.server.ownership.Owners.Place.There;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.impl.HttpClientConnectionInternal;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request for a WebSocket. When the owner takes it, both connections become the ends of a tunnel: frames pass as they
 * are, and are judged by the owner alone. Otherwise its answer is passed on.
 */
final class UpgradeAttempt implements Attempt {
    private static final int SWITCHING = 101;
    private static final String VERTX_HANDLER = "handler";
    private static final String TUNNEL = "easel-tunnel";
    private static final String LAST_FRAMES = "easel-last-frames";

    private final HttpServerRequest request;
    private final TraceId trace;
    private final There there;
    private final String target;
    private final Mark.Written mark;
    private final Fellows fellows;
    private final ForwardingMetrics metrics;

    private @Nullable HttpClientRequest toOwner;
    private @Nullable HttpClientResponse answer;
    private @Nullable TunnelEnd ownerEnd;
    private @Nullable LastFrames lastFrames;
    private boolean isCut;
    private boolean isDraining;

    /** @param context of a request that is paused */
    UpgradeAttempt(
            RoutingContext context,
            There there,
            String target,
            Mark.Written mark,
            Fellows fellows,
            ForwardingMetrics metrics) {
        this.request = context.request();
        this.trace = Tracing.of(context);
        this.there = there;
        this.target = target;
        this.mark = mark;
        this.fellows = fellows;
        this.metrics = metrics;
    }

    @Override
    public Future<Result> send() {
        return fellows.upgrade(there, target)
                .transform((connected, failure) ->
                        failure == null ? send(connected) : Future.succeededFuture(Result.NOT_DONE));
    }

    private Future<Result> send(HttpClientRequest connected) {
        toOwner = connected;
        if (isCut || request.response().closed()) {
            connected.reset();
            return Future.succeededFuture(Result.NOT_DONE);
        }
        connected.exceptionHandler(_ -> {}); // the answer fails as well
        request.response().exceptionHandler(_ -> connected.reset());
        MultiMap headers = connected.headers().addAll(request.headers());
        EndToEnd.keep(headers);
        mark.put(headers);
        headers.set(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE)
                .set(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET)
                .set(TraceId.TRACEPARENT, trace.traceparent(request.getHeader(TraceId.TRACEPARENT)));
        ownerEnd = new TunnelEnd(metrics::tunnelStalled);
        // Before anything is sent: the owner's first frame may come with its answer.
        pipeline(connected).addBefore(VERTX_HANDLER, TUNNEL, ownerEnd);
        return connected
                .connect()
                .transform((it, failure) -> Future.succeededFuture(failure == null ? result(it) : Result.NOT_DONE));
    }

    private static ChannelPipeline pipeline(HttpClientRequest connected) {
        return ((HttpClientConnectionInternal) connected.connection())
                .channelHandlerContext()
                .pipeline();
    }

    private Result result(HttpClientResponse begun) {
        begun.exceptionHandler(_ -> {}); // its connection ends as well
        if (begun.statusCode() == NOT_OWNED) {
            hangUp();
            return Result.NOT_DONE;
        }
        answer = begun;
        return Result.ANSWERED;
    }

    @Override
    public Future<Void> pass() {
        HttpClientResponse begun = Objects.requireNonNull(answer, "nothing was answered");
        HttpServerResponse response = request.response();
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(begun.headers());
        EndToEnd.keep(headers);
        EndToEnd.unlessSaid(headers, response.headers());
        response.headers().addAll(headers);
        return begun.statusCode() == SWITCHING ? open(response) : refuse(begun, response);
    }

    private Future<Void> refuse(HttpClientResponse begun, HttpServerResponse response) {
        request.resume();
        response.setStatusCode(begun.statusCode());
        response.setChunked(!response.headers().contains(HttpHeaders.CONTENT_LENGTH));
        return begun.pipeTo(response).onComplete((_, _) -> hangUp());
    }

    private Future<Void> open(HttpServerResponse response) {
        response.exceptionHandler(null)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE)
                .putHeader(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET);
        request.resume();
        return request.toNetSocket().onFailure(_ -> hangUp()).compose(socket -> {
            socket.exceptionHandler(_ -> {}); // its connection ends as well
            TunnelEnd owner = Objects.requireNonNull(ownerEnd);
            TunnelEnd client = new TunnelEnd(metrics::tunnelStalled);
            LastFrames frames = new LastFrames(client::end);
            ((HttpServerConnection) request.connection())
                    .channelHandlerContext()
                    .pipeline()
                    .addBefore(VERTX_HANDLER, LAST_FRAMES, frames)
                    .addBefore(VERTX_HANDLER, TUNNEL, client);
            TunnelEnd.join(client, owner);
            lastFrames = frames;
            if (isDraining) {
                frames.say(Farewell.frames());
            }
            metrics.tunnelOpened();
            return Future.join(ended(client), ended(owner))
                    .onComplete(_ -> metrics.tunnelClosed())
                    .mapEmpty();
        });
    }

    private static Future<Void> ended(TunnelEnd end) {
        Promise<Void> ended = Promise.promise();
        end.channel().closeFuture().addListener(_ -> ended.complete());
        return ended.future();
    }

    private void hangUp() {
        if (toOwner != null) {
            toOwner.connection().close();
        }
    }

    /** The client is told, and comes back to another instance. */
    @Override
    public void drain() {
        if (!isDraining && lastFrames != null) {
            lastFrames.say(Farewell.frames());
        }
        isDraining = true;
    }

    @Override
    public void cut() {
        isCut = true;
        if (toOwner != null) {
            toOwner.reset();
        }
        if (ownerEnd != null) {
            ownerEnd.cut();
        }
    }
}
