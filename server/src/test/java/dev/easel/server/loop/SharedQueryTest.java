package dev.easel.server.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SharedQueryTest {
    /** A statement that was sent. */
    private record Sent(String key, List<Integer> questions, Promise<List<String>> promise) {
        /** What the database says at this moment of each question. */
        void answer(String now) {
            promise.complete(questions.stream().map(it -> it + now).toList());
        }
    }

    private final List<Sent> sent = new ArrayList<>();
    private final SharedQuery<String, Integer, String> query = new SharedQuery<>((key, questions) -> {
        sent.add(new Sent(key, questions, Promise.promise()));
        return sent.getLast().promise.future();
    });

    @Test
    @DisplayName("who asks while a statement is under way shares the next: no answer is older than its question")
    void shared() {
        Future<String> first = query.ask("project", 1);
        Future<String> same = query.ask("project", 1);
        List<Future<String>> others =
                IntStream.range(2, 100).mapToObj(it -> query.ask("project", it)).toList();
        assertEquals(1, sent.size());
        assertEquals(List.of(1), sent.getFirst().questions);

        sent.getFirst().answer(" before");
        assertEquals("1 before", first.result());
        assertFalse(same.isComplete(), "it asked later, and may have to hear otherwise");
        assertEquals(2, sent.size());
        assertEquals(IntStream.range(1, 100).boxed().toList(), sent.get(1).questions);

        sent.get(1).answer(" after");
        assertEquals("1 after", same.result());
        assertEquals("99 after", others.getLast().result());
        assertEquals(2, sent.size());

        query.ask("project", 1);
        assertEquals(3, sent.size(), "nothing is remembered");
    }

    @Test
    @DisplayName("those who ask about another key do not wait")
    void keys() {
        query.ask("one", 1);
        Future<String> other = query.ask("other", 1);
        sent.get(1).answer("");
        assertEquals("1", other.result());
    }

    @Test
    @DisplayName(
            "a statement that fails, or cannot be sent, fails those who wait as well; the next to ask is asked for")
    void failing() {
        Future<String> first = query.ask("project", 1);
        Future<String> second = query.ask("project", 2);
        IllegalStateException down = new IllegalStateException("it is down");
        sent.getFirst().promise.fail(down);
        assertSame(down, first.cause());
        assertSame(down, second.cause());
        assertEquals(1, sent.size());

        Future<String> third = query.ask("project", 3);
        sent.get(1).answer("");
        assertEquals("3", third.result());

        SharedQuery<String, String, String> broken = SharedQuery.of(_ -> {
            throw down;
        });
        assertSame(down, broken.ask("project", "project").cause());
        assertSame(down, broken.ask("project", "project").cause());
    }

    @Test
    @DisplayName("a statement asks a bounded number of questions, the oldest first, and a bounded number waits")
    void bounds() {
        query.ask("project", -1);
        List<Future<String>> waiting = IntStream.range(0, SharedQuery.MOST_WAITING)
                .mapToObj(it -> query.ask("project", it))
                .toList();
        assertInstanceOf(IllegalStateException.class, query.ask("project", 0).cause());
        assertInstanceOf(IllegalStateException.class, query.ask("other", 0).cause());

        for (int i = 0; i < sent.size(); i++) {
            assertTrue(sent.get(i).questions.size() <= SharedQuery.MOST);
            sent.get(i).answer("");
        }
        assertEquals(1 + SharedQuery.MOST_WAITING / SharedQuery.MOST, sent.size());
        assertTrue(waiting.stream().allMatch(Future::succeeded));
        assertFalse(query.ask("other", 0).isComplete());
    }

    @Test
    @DisplayName("an answer comes on the context of the caller")
    void context() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Context caller = vertx.getOrCreateContext();
            Promise<Context> answered = Promise.promise();
            query.ask("project", 1);
            caller.runOnContext(_ -> {
                query.ask("project", 2).onComplete(_ -> answered.complete(Vertx.currentContext()));
                sent.getFirst().answer("");
                new Thread(() -> sent.get(1).answer("")).start();
            });
            assertSame(
                    caller,
                    answered.future().toCompletionStage().toCompletableFuture().get());
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }
}
