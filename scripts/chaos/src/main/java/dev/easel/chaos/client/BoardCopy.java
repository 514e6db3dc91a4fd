package dev.easel.chaos.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.easel.protocol.reference.BoardModel;
import java.util.Optional;

/**
 * A client's copy of a board: the server's state as of an event, without the client's own pending edits (R1). A sync is
 * kept apart until it is complete, so that a broken one leaves the copy and its token as they were. Confined by its
 * client's lock.
 */
final class BoardCopy {
    private BoardModel board = BoardModel.EMPTY;
    private long epoch;
    private long seq;
    private BoardModel coming = BoardModel.EMPTY;
    private long comingEpoch;

    BoardModel board() {
        return board;
    }

    long epoch() {
        return epoch;
    }

    long seq() {
        return seq;
    }

    /** What to resume from; empty before the first complete sync. */
    Optional<ObjectNode> token() {
        return epoch == 0
                ? Optional.empty()
                : Optional.of(JsonNodeFactory.instance
                        .objectNode()
                        .put("epoch", epoch)
                        .put("seq", seq));
    }

    /** R4, R5: a snapshot replaces the copy, a delta is laid over it. */
    void welcome(JsonNode welcome) {
        coming = welcome.get("sync").asText().equals("snapshot") ? BoardModel.EMPTY : board;
        comingEpoch = welcome.get("epoch").asLong();
    }

    void objects(JsonNode frame) {
        coming = coming.with(frame);
    }

    void ready(long at) {
        board = coming;
        epoch = comingEpoch;
        seq = at;
    }

    /** @throws IllegalStateException the event does not follow, or could not have been accepted */
    void event(long at, JsonNode changes) {
        if (at != seq + 1) {
            throw new IllegalStateException("B1: event " + at + " follows " + seq);
        }
        board = board.after(changes)
                .orElseThrow(() -> new IllegalStateException("event " + at + " cannot be applied: " + changes));
        seq = at;
    }
}
