package dev.easel.server.historyapi;

import dev.easel.server.call.Call;
import dev.easel.server.call.Permits;
import dev.easel.server.call.Problem;
import dev.easel.server.call.Reply;
import dev.easel.server.history.Blame;
import dev.easel.server.history.ObjectEvents;
import dev.easel.server.stamps.Stamp;
import io.vertx.core.Future;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/** The past of one object: what happened to it, and who wrote its properties. */
final class ObjectPastResource {
    private static final int PAGE = 50;
    private static final int MAX_PAGE = 200;

    private final ObjectEvents events;
    private final Blame blame;
    private final Permits permits;

    ObjectPastResource(ObjectEvents events, Blame blame, Permits permits) {
        this.events = events;
        this.blame = blame;
        this.permits = permits;
    }

    /** The events that changed it, the newest first; none where there was no such object. */
    Future<Reply> history(Call call) {
        UUID project = call.project();
        String id = call.object();
        OptionalLong before = call.seq("before", 1);
        int limit = (int) call.number("limit", 1, MAX_PAGE).orElse(PAGE);
        return permits.run(() -> events.before(project, id, before, limit)).map(EventJson::page);
    }

    Future<Reply> blame(Call call) {
        UUID project = call.project();
        String id = call.object();
        return permits.run(() -> blame.of(project, id))
                .map(found -> Reply.json(new Body(found.orElseThrow(() -> Problem.noObject(id)))));
    }

    private record Body(Map<String, Stamp> props) {}
}
