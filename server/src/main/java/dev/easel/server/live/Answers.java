package dev.easel.server.live;

import java.util.List;

/**
 * The answers to edits that were submitted together, in order.
 *
 * @param epoch the epoch of the project that gave them: their seqs mean nothing in another
 * @param judged edits among them that the project did not hold already: these were work
 */
public record Answers(long epoch, List<Answer> list, int judged) {
    public Answers {
        list = List.copyOf(list);
    }
}
