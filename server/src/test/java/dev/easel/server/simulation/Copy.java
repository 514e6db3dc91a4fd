package dev.easel.server.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.protocol.ResumeToken;
import dev.easel.protocol.reference.BoardModel;
import java.util.Optional;

/** A client's copy of the canvas: what it had at the last ready, and the events since. A sync is laid beside it. */
final class Copy {
    private BoardModel board = BoardModel.EMPTY;
    private BoardModel coming;
    private Optional<ResumeToken> token = Optional.empty();

    Optional<ResumeToken> token() {
        return token;
    }

    BoardModel board() {
        return board;
    }

    long seq() {
        return token.orElseThrow().seq();
    }

    long epoch() {
        return token.orElseThrow().epoch();
    }

    void welcome(boolean snapshot) {
        coming = snapshot ? BoardModel.EMPTY : board;
    }

    void objects(JsonNode frame) {
        coming = coming.with(frame);
    }

    void ready(long epoch, long seq) {
        board = coming;
        coming = null;
        token = Optional.of(new ResumeToken(epoch, seq));
    }

    void event(long seq, JsonNode changes) {
        Rule.CONTIGUOUS.holds(seq == seq() + 1, "event", seq, "after", seq());
        board = board.after(changes).orElseThrow(() -> new Violation(Rule.FITS, seq, changes, board));
        token = Optional.of(new ResumeToken(epoch(), seq));
    }
}
