package dev.easel.server.historyapi;

import dev.easel.server.call.Call;
import dev.easel.server.call.Permits;
import dev.easel.server.call.Reply;
import dev.easel.server.history.PastEvents;
import io.vertx.core.Future;
import java.util.UUID;

/** The durable events of a project, page by page. */
final class EventResource {
    private static final int PAGE = 100;
    private static final int MAX_PAGE = 1_000;

    private final PastEvents events;
    private final Permits permits;

    EventResource(PastEvents events, Permits permits) {
        this.events = events;
        this.permits = permits;
    }

    Future<Reply> list(Call call) {
        UUID project = call.project();
        long after = call.seq("after", 0).orElse(0);
        int limit = (int) call.number("limit", 1, MAX_PAGE).orElse(PAGE);
        return permits.run(() -> events.after(project, after, limit)).map(EventJson::page);
    }
}
