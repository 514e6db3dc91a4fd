package dev.easel.server.room;

import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.server.live.Answers;
import dev.easel.server.live.BulkSeat;
import dev.easel.server.live.Proposal;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Bulk work on a room in this process. The life in which it began holds its edit numbers; a later life of the room does
 * not, and asks the store.
 */
final class RoomBulkSeat implements BulkSeat {
    private final RoomShard shard;
    private final RoomLife begun;
    private final Author author;
    private final long epoch;
    private boolean hasLeft;

    /** On the loop of the shard. */
    RoomBulkSeat(RoomShard shard, RoomLife begun, Author author) {
        this.shard = shard;
        this.begun = begun;
        this.author = author;
        this.epoch = begun.live().room().epoch().epoch();
    }

    @Override
    public long epoch() {
        return epoch;
    }

    @Override
    public Future<Answers> submit(List<Edit> edits) {
        return shard.askPiece(begun.project(), live -> live.requests().submit(author, edits));
    }

    /** In the life in which it began: there the numbers are known, so that nothing is waited for in between. */
    @Override
    public Future<Answers> propose(long edit, Optional<String> group, Proposal proposal) {
        return shard.loop().askPiece(() -> begun.ask(live -> live.requests().propose(author, edit, group, proposal)));
    }

    @Override
    public Future<OptionalLong> unstorable() {
        return shard.loop()
                .ask(() -> Future.succeededFuture(shard.unstorable().firstOf(begun.project(), author.client())));
    }

    @Override
    public void leave() {
        shard.loop()
                .execute(() -> begun.guard(() -> {
                    if (!hasLeft) {
                        hasLeft = true;
                        begun.live().requests().release(author.client());
                    }
                }));
    }
}
