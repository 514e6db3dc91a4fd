package dev.easel.server.room;

import java.util.List;

/**
 * The answers to edits that came together, in order.
 *
 * @param epoch the life of the room that gave them: their seqs mean nothing in another
 */
public record Answers(long epoch, List<Answer> list) {
    public Answers {
        list = List.copyOf(list);
    }
}
