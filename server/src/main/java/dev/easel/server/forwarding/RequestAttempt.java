package dev.easel.server.forwarding;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.HEAD;
import static io.vertx.core.http.HttpMethod.OPTIONS;
import static io.vertx.core.http.HttpMethod.PUT;

import dev.easel.server.call.Tracing;
import dev.easel.server.log.TraceId;
import dev.easel.server.ownership.Owners.Place.There;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyRequest;
import io.vertx.httpproxy.ProxyResponse;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request that is no upgrade. Its body is only sent when the owner asks for it, which it does when it begins to read:
 * until then nothing was done, and the request may be sent again. Without a body, that is so for the methods that may
 * be repeated.
 */
final class RequestAttempt implements Attempt {
    private static final Set<HttpMethod> REPEATABLE = Set.of(GET, HEAD, OPTIONS, PUT, DELETE);
    private static final long UNKNOWN_LENGTH = -1;

    private final HttpServerRequest request;
    private final TraceId trace;
    private final There there;
    private final String target;
    private final Mark.Written mark;
    private final Fellows fellows;
    private final Optional<AskedBody> body;

    private @Nullable HttpClientRequest toOwner;
    private @Nullable ProxyResponse answer;
    private boolean isCut;

    /** @param context of a request that is paused */
    RequestAttempt(RoutingContext context, There there, String target, Mark.Written mark, Fellows fellows) {
        this.request = context.request();
        this.trace = Tracing.of(context);
        this.there = there;
        this.target = target;
        this.mark = mark;
        this.fellows = fellows;
        body = hasBody(request.headers()) ? Optional.of(new AskedBody(request)) : Optional.empty();
    }

    static boolean hasBody(MultiMap headers) {
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        return headers.contains(HttpHeaders.TRANSFER_ENCODING) || length != null && !length.equals("0");
    }

    @Override
    public Future<Result> send() {
        return fellows.request(there, request.method(), target)
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
        if (request.headers().contains(HttpHeaders.HOST)) {
            connected.putHeader(HttpHeaders.HOST, request.getHeader(HttpHeaders.HOST));
        }
        ProxyRequest passed = ProxyRequest.reverseProxy(request).setURI(target);
        EndToEnd.keep(passed.headers());
        passed.headers().remove(HttpHeaders.EXPECT);
        mark.put(passed.headers());
        passed.putHeader(TraceId.TRACEPARENT, trace.traceparent(request.getHeader(TraceId.TRACEPARENT)));
        return (body.isPresent() ? send(connected, passed, body.get()) : sendEmpty(connected, passed))
                .transform((it, failure) -> Future.succeededFuture(failure == null ? result(it) : lost()));
    }

    private static Future<ProxyResponse> sendEmpty(HttpClientRequest connected, ProxyRequest passed) {
        return passed.setBody(null).send(connected);
    }

    private Future<ProxyResponse> send(HttpClientRequest connected, ProxyRequest passed, AskedBody content) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        passed.setBody(Body.body(content, length == null ? UNKNOWN_LENGTH : Long.parseLong(length)));
        passed.putHeader(HttpHeaders.EXPECT, HttpHeaderValues.CONTINUE);
        connected.continueHandler(_ -> asked(content));
        Future<ProxyResponse> answered = passed.send(connected);
        connected.sendHead();
        return answered;
    }

    private void asked(AskedBody content) {
        if (HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        content.ask();
    }

    private Result result(ProxyResponse begun) {
        if (begun.getStatusCode() == NOT_OWNED) {
            hangUp();
            return body.filter(AskedBody::isAsked).isEmpty() ? Result.NOT_DONE : Result.UNKNOWN;
        }
        answer = begun;
        return Result.ANSWERED;
    }

    /** What is known of a request whose answer will not come. */
    private Result lost() {
        boolean isUndone = body.map(it -> !it.isAsked()).orElseGet(() -> REPEATABLE.contains(request.method()));
        return isUndone ? Result.NOT_DONE : Result.UNKNOWN;
    }

    @Override
    public Future<Void> pass() {
        ProxyResponse begun = Objects.requireNonNull(answer, "nothing was answered");
        EndToEnd.keep(begun.headers());
        EndToEnd.unlessSaid(begun.headers(), request.response().headers());
        if (body.isEmpty()) {
            request.resume(); // its end was not read
        }
        return begun.send()
                .onComplete((_, _) -> body.filter(it -> !it.isWhole()).ifPresent(this::giveUp));
    }

    /** The answer does not depend on the rest of the body. Its connection could only be used behind that. */
    private void giveUp(AskedBody rest) {
        rest.drop();
        hangUp();
    }

    private void hangUp() {
        if (toOwner != null) {
            toOwner.connection().close();
        }
    }

    @Override
    public void drain() {
        // it is waited for
    }

    @Override
    public void cut() {
        isCut = true;
        if (toOwner != null) {
            toOwner.reset();
        }
    }
}
