package dev.easel.server.forwarding;

import dev.easel.protocol.Uuids;
import dev.easel.server.call.Caller;
import dev.easel.server.call.Problem;
import dev.easel.server.ownership.Owners.Place.There;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * What one instance asks another in its own name, under a mark like all that they pass on: to read a project that it is
 * about to give it, and what it tells of itself. Neither changes anything; whoever does not know the first answers 404.
 * May be used from any thread.
 */
final class InstanceCalls {
    /** How long an answer is waited for, in milliseconds: then the project goes unprepared. */
    static final long PATIENCE_MS = 3_000;

    private static final String PATH = "/instances/projects/";
    private static final String MOVES = "moves";
    private static final int OK = 200;
    private static final int DONE = 204;
    private static final int RETRY_AFTER_S = 1;

    private final String instance;
    private final Marks marks;
    private final BiFunction<UUID, Integer, Future<Void>> prepare;

    InstanceCalls(String instance, Marks marks, BiFunction<UUID, Integer, Future<Void>> prepare) {
        this.instance = instance;
        this.marks = marks;
        this.prepare = prepare;
    }

    // ---- what others ask this one

    /** Must come behind the entrance. */
    void mount(Router router) {
        router.post(PATH + ":project").handler(this::answer);
    }

    private void answer(RoutingContext context) {
        Optional<UUID> project = Uuids.parse(context.pathParam("project"));
        if (!Entrance.isMarked(context) || project.isEmpty()) {
            context.fail(Problem.notFound("nothing is here"));
            return;
        }
        prepare.apply(project.get(), moves(context)).onComplete((_, failure) -> {
            if (failure == null) {
                context.response().setStatusCode(DONE).end();
            } else {
                context.fail(Problem.unavailable("the project was not read", RETRY_AFTER_S, failure));
            }
        });
    }

    private static int moves(RoutingContext context) {
        return Integer.parseInt(context.request().getParam(MOVES)); // written by an instance, under its mark
    }

    // ---- what this one asks others

    /** Completes when the other one has read the project; fails when it has not, or does not say so in time. */
    Future<Void> prepare(OnLoop loop, There there, UUID project, int moves) {
        String uri = PATH + project + "?" + MOVES + "=" + moves;
        return send(loop, there, HttpMethod.POST, uri, new Expected(DONE, PATIENCE_MS, 0))
                .mapEmpty();
    }

    /**
     * What it tells at this path, as JSON. Fails when it does not answer, or not in time, or with too much.
     *
     * @param withinMs the time it has, in milliseconds
     * @param mostBytes of the answer
     */
    Future<Buffer> get(OnLoop loop, There there, String uri, long withinMs, int mostBytes) {
        return send(loop, there, HttpMethod.GET, uri, new Expected(OK, withinMs, mostBytes));
    }

    private Future<Buffer> send(OnLoop loop, There there, HttpMethod method, String uri, Expected expected) {
        Promise<Buffer> asked = Promise.promise();
        loop.context().runOnContext(_ -> {
            String mark = marks.write(new Mark(instance, there.instance(), Caller.NOBODY, Caller.NOBODY), method, uri);
            loop.fellows()
                    .request(there, method, uri)
                    .compose(request -> answered(loop, request, mark, expected))
                    .onComplete(asked);
        });
        return asked.future().timeout(expected.withinMs(), TimeUnit.MILLISECONDS);
    }

    private static Future<Buffer> answered(OnLoop loop, HttpClientRequest request, String mark, Expected expected) {
        long deadline = loop.context().owner().setTimer(expected.withinMs(), _ -> request.reset());
        return request.putHeader(Mark.HEADER, mark)
                .putHeader(HttpHeaders.ACCEPT, "application/json")
                .send()
                .compose(answer ->
                        answer.statusCode() == expected.status() ? body(answer, expected.mostBytes()) : refused(answer))
                .onComplete((_, _) -> loop.context().owner().cancelTimer(deadline));
    }

    private static Future<Buffer> refused(HttpClientResponse answer) {
        answer.request().reset(); // whatever else it says
        return Future.failedFuture(new IllegalStateException("it answers " + answer.statusCode()));
    }

    private static Future<Buffer> body(HttpClientResponse answer, int mostBytes) {
        Promise<Buffer> whole = Promise.promise();
        Buffer read = Buffer.buffer();
        answer.handler(piece -> {
                    if (read.length() + piece.length() <= mostBytes) {
                        read.appendBuffer(piece);
                    } else if (whole.tryFail(
                            new IllegalStateException("it answers with over " + mostBytes + " bytes"))) {
                        answer.request().reset();
                    }
                })
                .exceptionHandler(whole::tryFail)
                .endHandler(_ -> whole.tryComplete(read));
        return whole.future();
    }

    /** What the answer should be like. */
    private record Expected(int status, long withinMs, int mostBytes) {}
}
