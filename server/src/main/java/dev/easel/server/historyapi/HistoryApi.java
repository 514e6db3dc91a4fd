package dev.easel.server.historyapi;

import static io.vertx.core.http.HttpMethod.GET;

import dev.easel.server.call.BodyBytes;
import dev.easel.server.call.Content;
import dev.easel.server.call.Guard;
import dev.easel.server.call.Permits;
import dev.easel.server.call.Routes;
import dev.easel.server.history.HistorySettings;
import dev.easel.server.history.Past;
import dev.easel.server.loop.Loop;
import io.vertx.ext.web.Router;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The calls that read the past of a project. They ask the database alone, so that any instance answers them. There is
 * one in an instance; it may be mounted on the routers of several event loops.
 */
public final class HistoryApi {
    /** Reads of the past at the same time; four times as many wait. Each has a connection to the database meanwhile. */
    static final int READS = 2;

    private static final String PROJECT = "/api/projects/:project";

    private final BodyBytes bodies = new BodyBytes(0); // no call of these has a body
    private final StateResource states;
    private final EventResource events;
    private final FeedResource feed;
    private final EntryResource entries;
    private final DeletedResource deleted;
    private final ObjectPastResource objects;

    /**
     * @param waitMs the most time that a request waits for its turn, in milliseconds
     * @param random so that who follows does not come again at the same time as all others
     */
    public HistoryApi(Past past, HistorySettings settings, long waitMs, RandomGenerator random) {
        Permits permits = new Permits(READS, waitMs, "too many read the history at the moment; try again", 1);
        states = new StateResource(past.states(), permits, 2 * settings.stateBytes());
        events = new EventResource(past.events(), permits);
        feed = new FeedResource(past.feed(), random);
        entries = new EntryResource(past.entries(), permits);
        deleted = new DeletedResource(past.deletions(), permits);
        objects = new ObjectPastResource(past.objectEvents(), past.blame(), permits);
    }

    /**
     * Answers the calls on this router.
     *
     * @param guard decides who may make a call
     * @param loop where the router's requests are answered
     */
    public void mount(Router router, Guard guard, Loop loop) {
        new Routes(router, guard, bodies, loop)
                .add(PROJECT + "/state", Map.of(GET, Content.of(states::get)))
                .add(PROJECT + "/events", Map.of(GET, Content.of(events::list)))
                .add(PROJECT + "/events/stream", Map.of(GET, feed::get))
                .add(PROJECT + "/history", Map.of(GET, Content.of(entries::list)))
                .add(PROJECT + "/deleted", Map.of(GET, Content.of(deleted::list)))
                .add(PROJECT + "/objects/:object/history", Map.of(GET, Content.of(objects::history)))
                .add(PROJECT + "/objects/:object/blame", Map.of(GET, Content.of(objects::blame)));
    }

    /** The server ends: who follows changes comes back to another instance. */
    public void drain() {
        feed.drain();
    }
}
