package dev.easel.server.live;

import java.util.List;

/**
 * The answers to edits that were submitted together, in order.
 *
 * @param epoch the epoch of the project that gave them: their seqs mean nothing in another
 */
public record Answers(long epoch, List<Answer> list) {
    public Answers {
        list = List.copyOf(list);
    }
}
