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
import java.util.Arrays;
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

    private final Throwable down = new IllegalStateException("it is down");
    private final Throwable refused = new IllegalStateException("it is refused");

    private final List<Sent> sent = new ArrayList<>();
    private final SharedQuery<String, Integer, String> query = new SharedQuery<>(
            (key, questions) -> {
                sent.add(new Sent(key, questions, Promise.promise()));
                return sent.getLast().promise.future();
            },
            refused::equals);

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
    @DisplayName("a statement that fails, or cannot be sent, fails its own callers; those who wait are asked for")
    void failing() {
        Future<String> first = query.ask("project", 1);
        Future<String> second = query.ask("project", 2);
        sent.getFirst().promise.fail(down);
        assertSame(down, first.cause());
        sent.get(1).answer("");
        assertEquals("2", second.result());

        SharedQuery<String, String, String> broken = SharedQuery.of(_ -> {
            throw new IllegalStateException("it cannot be sent");
        });
        assertTrue(broken.ask("project", "project").failed());
        assertTrue(broken.ask("project", "project").failed());
    }

    @Test
    @DisplayName("a statement that answers more or less than it was asked fails, and keeps nobody waiting")
    void miscounted() {
        for (List<String> answers : List.of(List.<String>of(), List.of("1", "2"))) {
            Future<String> asked = query.ask("project", 1);
            sent.getLast().promise.complete(answers);
            assertInstanceOf(IllegalStateException.class, asked.cause());
        }
    }

    @Test
    @DisplayName("where two in a row fail, those who wait fail as well; the next to ask is asked for")
    void down() {
        query.ask("project", -1);
        List<Future<String>> waiting = ask(2 * SharedQuery.MOST);
        sent.getFirst().promise.fail(down);
        sent.get(1).promise.fail(down);
        assertTrue(waiting.stream().allMatch(it -> it.cause() == down));
        assertEquals(2, sent.size());

        Future<String> next = query.ask("project", 1);
        Future<String> last = query.ask("project", 2);
        sent.get(2).promise.fail(down);
        assertSame(down, next.cause());
        sent.get(3).answer("");
        assertEquals("2", last.result(), "what failed before does not count any more");
    }

    @Test
    @DisplayName("the questions of a statement that was refused are asked one by one: who is to blame fails alone")
    void refused() {
        query.ask("project", -1);
        List<Future<String>> batch = ask(4);
        sent.getFirst().answer("");
        Future<String> waiting = query.ask("project", 9);
        sent.get(1).promise.fail(refused);
        for (int i = 0; i < 4; i++) {
            Sent one = sent.get(2 + i);
            assertEquals(List.of(i), one.questions);
            if (i == 1) {
                one.promise.fail(refused);
            } else {
                one.answer("");
            }
        }
        assertEquals(
                Arrays.asList("0", null, "2", "3"),
                batch.stream().map(Future::result).toList());
        assertSame(refused, batch.get(1).cause());
        assertEquals(List.of(9), sent.get(6).questions);
        sent.get(6).answer("");
        assertEquals("9", waiting.result());
    }

    @Test
    @DisplayName("where several fail one by one as well, or the connection does, what is left of the statement fails")
    void refused_often() {
        query.ask("project", -1);
        List<Future<String>> batch = ask(100);
        sent.getFirst().answer("");
        for (int i = 0; i <= SharedQuery.MOST_FAILED; i++) {
            sent.get(1 + i).promise.fail(refused);
        }
        assertTrue(batch.stream().allMatch(it -> it.cause() == refused));
        assertEquals(2 + SharedQuery.MOST_FAILED, sent.size());

        sent.clear();
        query.ask("project", -1);
        batch = ask(100);
        sent.getFirst().answer("");
        sent.get(1).promise.fail(refused);
        sent.get(2).promise.fail(down);
        assertTrue(batch.stream().allMatch(it -> it.cause() == down));
        assertEquals(3, sent.size());
    }

    @Test
    @DisplayName("a statement asks a bounded number of questions, the oldest first")
    void most() {
        query.ask("project", -1);
        List<Future<String>> waiting = ask(2 * SharedQuery.MOST + 1);
        for (int i = 0; i < sent.size(); i++) {
            assertTrue(sent.get(i).questions.size() <= SharedQuery.MOST);
            sent.get(i).answer("");
        }
        assertEquals(4, sent.size());
        assertTrue(waiting.stream().allMatch(Future::succeeded));
    }

    @Test
    @DisplayName("a bounded number of callers has no answer yet, of one key, so that others may ask, and of all")
    void bounds() {
        fill("project");
        assertInstanceOf(IllegalStateException.class, query.ask("project", 0).cause());
        assertFalse(query.ask("other", 0).isComplete());
        sent.getLast().answer("");

        fill("other");
        assertInstanceOf(IllegalStateException.class, query.ask("third", 0).cause());
        sent.getFirst().answer("");
        assertFalse(query.ask("third", 0).isComplete());
        assertInstanceOf(IllegalStateException.class, query.ask("third", 0).cause());
        for (int i = 0; i < sent.size(); i++) {
            sent.get(i)
                    .promise
                    .tryComplete(
                            sent.get(i).questions.stream().map(String::valueOf).toList());
        }
        fill("third");
        fill("project");
    }

    private void fill(String key) {
        for (int i = 0; i < SharedQuery.MOST_OF_KEY; i++) {
            assertFalse(query.ask(key, 0).isComplete());
        }
    }

    /** Puts so many questions. */
    private List<Future<String>> ask(int count) {
        return IntStream.range(0, count)
                .mapToObj(it -> query.ask("project", it))
                .toList();
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
