package dev.easel.server.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.protocol.ClientMessage.ResumeToken;
import dev.easel.protocol.reference.BoardModel;
import java.util.Optional;

/**
 * A client's copy of the canvas: the state at the last ready, and the events since. A sync is collected beside it
 * until its ready.
 */
final class Copy {
    private BoardModel board = BoardModel.EMPTY;
    private BoardModel incoming;
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
        incoming = snapshot ? BoardModel.EMPTY : board;
    }

    void objects(JsonNode frame) {
        incoming = incoming.with(frame);
    }

    void ready(long epoch, long seq) {
        board = incoming;
        incoming = null;
        token = Optional.of(new ResumeToken(epoch, seq));
    }

    void event(long seq, JsonNode changes) {
        Rule.CONTIGUOUS.holds(seq == seq() + 1, "event", seq, "after", seq());
        board = board.after(changes).orElseThrow(() -> new Violation(Rule.FITS, seq, changes, board));
        token = Optional.of(new ResumeToken(epoch(), seq));
    }
}
