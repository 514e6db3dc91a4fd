package dev.easel.server.room;

import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.server.live.Answers;
import dev.easel.server.live.BulkSeat;
import dev.easel.server.loop.Loop;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/** Bulk work in one life of a room: it does not go over to the next. */
final class RoomBulkSeat implements BulkSeat {
    private final Loop loop;
    private final RoomLife life;
    private final UUID client;
    private final String by;

    /** @param by the name that stands on the edits */
    RoomBulkSeat(Loop loop, RoomLife life, UUID client, String by) {
        this.loop = loop;
        this.life = life;
        this.client = client;
        this.by = by;
    }

    @Override
    public Future<Answers> submit(List<Edit> edits) {
        return loop.ask(() ->
                life.open().compose(open -> open.ask(live -> live.requests().submit(client, by, edits))));
    }

    @Override
    public void leave() {
        loop.execute(() -> life.guard(() -> life.live().requests().release(client)));
    }
}
