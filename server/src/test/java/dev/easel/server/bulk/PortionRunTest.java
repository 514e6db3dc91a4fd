package dev.easel.server.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.bulk.PortionRun.Position;
import dev.easel.server.live.Answer;
import dev.easel.server.live.Answers;
import dev.easel.server.live.BulkSeat;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PortionRunTest {
    private static final int MANY = 100_000;

    /** Portions that were submitted, and are not answered yet. */
    private final Queue<Promise<Answers>> submitted = new ArrayDeque<>();

    @Test
    @DisplayName("work of very many portions ends, however deep a chain of as many futures would be")
    void many() {
        BulkSeat seat = new FakeLive()
                .beginBulk(new UUID(0, 1), null, "", new UUID(0, 2))
                .result();
        Future<Position> end = new PortionRun(seat, new Work(), new FakeContext()).run();

        for (int i = 0; i < MANY; i++) {
            assertFalse(end.isComplete());
            submitted.remove().complete(new Answers(1, List.of(new Answer.Applied(i, i + 1)), 1));
        }

        assertTrue(end.succeeded());
        assertEquals(new Position(1, MANY), end.result());
    }

    private final class Work implements BulkWork {
        @Override
        public int portions() {
            return MANY;
        }

        @Override
        public Future<Answers> submit(BulkSeat seat, int portion) {
            Promise<Answers> answers = Promise.promise();
            submitted.add(answers);
            return answers.future();
        }

        @Override
        public String soFar(int done) {
            return "";
        }

        @Override
        public String again() {
            return "";
        }

        @Override
        public String unstorable(int portion) {
            return "";
        }
    }
}
