package dev.easel.server.dashboard;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.easel.protocol.InvalidContent;
import dev.easel.protocol.json.Json;
import dev.easel.server.call.Call;
import dev.easel.server.call.JsonBodies;
import dev.easel.server.call.Permits;
import dev.easel.server.call.Problem;
import dev.easel.server.call.Reply;
import dev.easel.server.dashboard.Gathering.Answer;
import dev.easel.server.dashboard.Gathering.Gathered;
import dev.easel.server.ownership.OtherInstance;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** How this instance, or all of them, have been within the last hour. */
final class DashboardResource {
    static final String PATH = "/api/dashboard";

    private static final String CLUSTER = "cluster";
    private static final String INSTANCE = "instance";
    private static final long LATEST = (1L << 53) - 1;

    private final Portrait portrait;
    private final Gathering gathering;
    private final Permits permits;

    /** @param permits of those that gather at the same time */
    DashboardResource(Portrait portrait, Gathering gathering, Permits permits) {
        this.portrait = portrait;
        this.gathering = gathering;
        this.permits = permits;
    }

    Future<Reply> get(Call call) {
        String scope = call.word("scope", CLUSTER, INSTANCE);
        long after = call.number("since", 0, LATEST).orElse(-1);
        // What an instance asks is not gathered again.
        return scope.equals(INSTANCE) || call.isOfAnInstance()
                ? own(call, after).compose(own -> encoded(call, () -> reply(call, List.of(own), 0)))
                : permits.run(() -> all(call, after));
    }

    private Future<InstanceBody> own(Call call, long after) {
        return portrait.draw(!call.isOfAnInstance(), after);
    }

    private Future<Reply> all(Call call, long after) {
        Future<InstanceBody> own = own(call, after);
        Future<Gathered> others = gathering.ask(PATH + "?scope=" + INSTANCE + (after < 0 ? "" : "&since=" + after));
        return Future.all(own, others).compose(_ -> encoded(call, () -> reply(call, own.result(), others.result())));
    }

    /** Large, and not for an event loop. */
    private static Future<Reply> encoded(Call call, Callable<Reply> reply) {
        return call.vertx().executeBlocking(reply, false);
    }

    private static Reply reply(Call call, InstanceBody own, Gathered gathered) {
        List<Object> instances = new ArrayList<>();
        instances.add(own);
        gathered.answers().forEach(it -> instances.add(instance(it)));
        return reply(call, instances, gathered.omitted());
    }

    private static Reply reply(Call call, List<Object> instances, int omitted) {
        return Reply.json(new Body(call.now(), Ring.STEP_MS, instances, omitted == 0 ? null : omitted));
    }

    private static Object instance(Answer answer) {
        return answer.body()
                .flatMap(DashboardResource::told)
                .<Object>map(it -> it)
                .orElseGet(() -> absent(answer.from()));
    }

    /** What it tells of itself; one of another version may tell it in a way that is not understood here. */
    private static Optional<Json> told(Buffer body) {
        try {
            List<Json> instances = JsonBodies.read(body.getBytes(), Told.class).instances();
            return instances == null ? Optional.empty() : instances.stream().findFirst();
        } catch (Problem | InvalidContent _) {
            return Optional.empty();
        }
    }

    private static InstanceBody absent(OtherInstance it) {
        String problem = it.isDead()
                ? "its lease is over: it has ended or lost the database, and others take its projects"
                : "it did not answer within " + Gathering.DEADLINE_MS + " ms";
        String state = it.isDead() ? "dead" : "silent";
        return new InstanceBody(
                it.id(),
                it.address().toString(),
                false,
                state,
                it.startedAt(),
                it.version(),
                false,
                List.of(state),
                List.of(problem),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /**
     * @param at in milliseconds since 1970
     * @param instances bodies, or what others have told, as it is
     */
    private record Body(
            long at,
            long step,
            List<Object> instances,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer omitted) {}

    private record Told(@Nullable List<Json> instances) {}
}
