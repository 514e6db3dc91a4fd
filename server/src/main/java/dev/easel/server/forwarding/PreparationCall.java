package dev.easel.server.forwarding;

import dev.easel.protocol.Uuids;
import dev.easel.server.call.Problem;
import dev.easel.server.ownership.Owners.Place.There;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * How one instance asks another to read a project that it is about to give it: a request of instances alone, under a
 * mark like all that they pass on. It changes nothing, and whoever does not know it answers 404. May be used from any
 * thread.
 */
final class PreparationCall {
    /** How long the answer is waited for, in milliseconds: then the project goes unprepared. */
    static final long PATIENCE_MS = 3_000;

    private static final String PATH = "/instances/projects/";
    private static final String MOVES = "moves";
    private static final int DONE = 204;
    private static final int RETRY_AFTER_S = 1;

    /** No client is behind it. */
    private static final String NOBODY = "-";

    private final String instance;
    private final Marks marks;
    private final BiFunction<UUID, Integer, Future<Void>> prepare;

    PreparationCall(String instance, Marks marks, BiFunction<UUID, Integer, Future<Void>> prepare) {
        this.instance = instance;
        this.marks = marks;
        this.prepare = prepare;
    }

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

    /** Completes when the other one has read the project; fails when it has not, or does not say so in time. */
    Future<Void> ask(OnLoop loop, There there, UUID project, int moves) {
        Promise<Void> asked = Promise.promise();
        loop.context()
                .runOnContext(_ -> send(loop.fellows(), there, PATH + project + "?" + MOVES + "=" + moves)
                        .onComplete(asked));
        return asked.future().timeout(PATIENCE_MS, TimeUnit.MILLISECONDS);
    }

    private Future<Void> send(Fellows fellows, There there, String uri) {
        String mark = marks.write(new Mark(instance, there.instance(), NOBODY, NOBODY), HttpMethod.POST, uri);
        return fellows.request(there, HttpMethod.POST, uri)
                .compose(request -> answered(request, mark))
                .compose(answer -> answer.statusCode() == DONE
                        ? Future.succeededFuture()
                        : Future.failedFuture(new IllegalStateException("it answers " + answer.statusCode())));
    }

    private static Future<HttpClientResponse> answered(HttpClientRequest request, String mark) {
        return request.putHeader(Mark.HEADER, mark)
                .send()
                .compose(answer -> answer.body().map(answer));
    }
}
