package dev.easel.server.loop;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A statement that those who ask at the same time share, so that a crowd takes a few and not one for each. Of each key
 * one is under way at most. Who asks meanwhile waits for the next: so a statement is sent after all of its questions
 * were put, and no answer is older than the question. The questions of one that was refused are asked once more, one by
 * one, so that one that the database does not take fails nobody else. Where two in a row fail, those who wait fail as
 * well: so nobody waits for long while the database is down, or too slow.
 *
 * <p>May be used from any thread; futures complete on the context of the caller. The statements of a key follow each
 * other on the context of whoever asked when none was under way, until nobody waits: what holds that loop up holds up
 * all who share them.
 *
 * @param <K> what the questions of one statement have in common
 * @param <Q> a question; equal ones have one answer
 */
public final class SharedQuery<K, Q, A> {
    /** Questions of one statement. */
    static final int MOST = 500;

    /** Callers of one key that have no answer yet; one more fails at once. */
    static final int MOST_OF_KEY = 20_000;

    /** The same of all keys. */
    static final int MOST_CALLERS = 40_000;

    /** Questions that fail on their own after a statement was refused; then all that are left of it fail. */
    static final int MOST_FAILED = 3;

    private final BiFunction<K, List<Q>, Future<List<A>>> statement;
    private final Predicate<Throwable> isRefusal;

    /** Of each key with a statement under way, who waits for the next. */
    private final Map<K, Line<Q, A>> lines = new HashMap<>();

    private int callers;

    /**
     * @param statement answers the questions, in their order
     * @param isRefusal whether a failure is the fault of one question, and not of the connection or of the time it took
     */
    public SharedQuery(BiFunction<K, List<Q>, Future<List<A>>> statement, Predicate<Throwable> isRefusal) {
        this.statement = statement;
        this.isRefusal = isRefusal;
    }

    /** Where all that is asked is told by the key. */
    public static <K, A> SharedQuery<K, K, A> of(Function<K, Future<A>> statement) {
        return new SharedQuery<>((key, _) -> statement.apply(key).map(List::of), _ -> false);
    }

    public Future<A> ask(K key, Q question) {
        Caller<A> caller = new Caller<>(Vertx.currentContext(), Promise.promise());
        if (enter(key, question, caller)) {
            next(key);
        }
        return caller.promise.future();
    }

    /** Returns whether nothing is under way for the key: then {@link #next} must follow. */
    private synchronized boolean enter(K key, Q question, Caller<A> caller) {
        Line<Q, A> line = lines.get(key);
        if (callers == MOST_CALLERS || (line != null && line.callers == MOST_OF_KEY)) {
            caller.promise.fail(new IllegalStateException("too many wait for the database"));
            return false;
        }
        boolean isFree = line == null;
        if (line == null) {
            line = new Line<>();
            lines.put(key, line);
        }
        callers++;
        line.callers++;
        line.waiting.computeIfAbsent(question, _ -> new ArrayList<>(1)).add(caller);
        return isFree;
    }

    private void next(K key) {
        Queue<Asked<Q, A>> batch = take(key);
        if (batch.isEmpty()) {
            return;
        }
        send(key, batch.stream().map(Asked::question).toList()).onComplete((answers, failure) -> {
            if (failure == null) {
                answers.forEach(answer -> answer(key, batch.remove(), answer, null));
                done(key, null);
            } else if (batch.size() > 1 && isRefusal.test(failure)) {
                eachOf(key, batch, 0);
            } else {
                fail(key, batch, failure);
            }
        });
    }

    /** Asks what is left of a batch one by one. */
    private void eachOf(K key, Queue<Asked<Q, A>> batch, int failed) {
        Asked<Q, A> asked = batch.poll();
        if (asked == null) {
            done(key, null);
            return;
        }
        send(key, List.of(asked.question)).onComplete((answers, failure) -> {
            answer(key, asked, failure == null ? answers.getFirst() : null, failure);
            int failedNow = failure == null ? failed : failed + 1;
            if (failure != null && (failedNow == MOST_FAILED || !isRefusal.test(failure))) {
                fail(key, batch, failure);
            } else {
                eachOf(key, batch, failedNow);
            }
        });
    }

    private Future<List<A>> send(K key, List<Q> questions) {
        return Future.<Void>succeededFuture()
                .compose(_ -> statement.apply(key, questions))
                .map(answers -> {
                    if (answers.size() != questions.size()) {
                        throw new IllegalStateException(
                                answers.size() + " answers to " + questions.size() + " questions");
                    }
                    return answers;
                });
    }

    private void fail(K key, Queue<Asked<Q, A>> batch, Throwable failure) {
        batch.forEach(asked -> answer(key, asked, null, failure));
        done(key, failure);
    }

    private void done(K key, @Nullable Throwable failure) {
        if (hasFailedTwice(key, failure != null)) {
            for (Queue<Asked<Q, A>> rest = take(key); !rest.isEmpty(); rest = take(key)) {
                rest.forEach(asked -> answer(key, asked, null, failure));
            }
        } else {
            next(key);
        }
    }

    private synchronized boolean hasFailedTwice(K key, boolean hasFailed) {
        Line<Q, A> line = requireNonNull(lines.get(key), "it has begun");
        boolean hasFailedBefore = line.hasFailed;
        line.hasFailed = hasFailed;
        return hasFailed && hasFailedBefore;
    }

    /** The questions of the next statement, with who waits for each; where there are none, the line ends. */
    private synchronized Queue<Asked<Q, A>> take(K key) {
        Line<Q, A> line = requireNonNull(lines.get(key), "it has begun");
        Queue<Asked<Q, A>> taken = new ArrayDeque<>();
        while (!line.waiting.isEmpty() && taken.size() < MOST) {
            Map.Entry<Q, List<Caller<A>>> next = line.waiting.pollFirstEntry();
            taken.add(new Asked<>(next.getKey(), next.getValue()));
        }
        if (taken.isEmpty()) {
            lines.remove(key);
        }
        return taken;
    }

    private void answer(K key, Asked<Q, A> asked, @Nullable A value, @Nullable Throwable failure) {
        leave(key, asked.callers.size());
        asked.callers.forEach(caller -> caller.answer(value, failure));
    }

    private synchronized void leave(K key, int answered) {
        callers -= answered;
        requireNonNull(lines.get(key), "it has begun").callers -= answered;
    }

    /** Of one key. */
    private static final class Line<Q, A> {
        private final SequencedMap<Q, List<Caller<A>>> waiting = new LinkedHashMap<>();
        private int callers;
        private boolean hasFailed;
    }

    /** A question of a statement, with all who have put it. */
    private record Asked<Q, A>(Q question, List<Caller<A>> callers) {}

    /** @param context where it has one */
    private record Caller<A>(@Nullable Context context, Promise<A> promise) {
        void answer(@Nullable A value, @Nullable Throwable failure) {
            if (context == null) {
                promise.complete(value, failure);
            } else {
                context.runOnContext(_ -> promise.complete(value, failure));
            }
        }
    }
}
