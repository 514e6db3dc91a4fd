package dev.easel.server.loop;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A statement that those who ask at the same time share, so that a crowd takes a few and not one for each. Of each key
 * one is under way at most. Who asks meanwhile waits for the next: so a statement is sent after all of its questions
 * were put, and no answer is older than the question. Where one fails, those who wait for the next fail with it: so
 * nobody waits for longer than two of them. May be used from any thread; futures complete on the context of the caller.
 *
 * @param <K> what the questions of one statement have in common
 * @param <Q> a question; equal ones have one answer
 */
public final class SharedQuery<K, Q, A> {
    /** Questions of one statement. */
    static final int MOST = 500;

    /** Callers that wait for an answer; one more fails at once. */
    static final int MOST_WAITING = 20_000;

    private final BiFunction<K, List<Q>, Future<List<A>>> statement;

    /** Of each key with a statement under way, who waits for the next. */
    private final Map<K, Map<Q, List<Waiting<A>>>> lines = new HashMap<>();

    private int waiting;

    /** @param statement answers the questions, in their order */
    public SharedQuery(BiFunction<K, List<Q>, Future<List<A>>> statement) {
        this.statement = statement;
    }

    /** Where all that is asked is told by the key. */
    public static <K, A> SharedQuery<K, K, A> of(Function<K, Future<A>> statement) {
        return new SharedQuery<>((key, _) -> statement.apply(key).map(List::of));
    }

    public Future<A> ask(K key, Q question) {
        Waiting<A> one = new Waiting<>(Vertx.currentContext(), Promise.promise());
        if (enter(key, question, one)) {
            next(key);
        }
        return one.promise.future();
    }

    /** Returns whether nothing is under way for the key: then {@link #next} must follow. */
    private synchronized boolean enter(K key, Q question, Waiting<A> one) {
        if (waiting == MOST_WAITING) {
            one.promise.fail(new IllegalStateException("too many wait for the database"));
            return false;
        }
        waiting++;
        Map<Q, List<Waiting<A>>> line = lines.get(key);
        boolean isFree = line == null;
        if (line == null) {
            line = new LinkedHashMap<>();
            lines.put(key, line);
        }
        line.computeIfAbsent(question, _ -> new ArrayList<>(1)).add(one);
        return isFree;
    }

    private void next(K key) {
        Map<Q, List<Waiting<A>>> those = take(key);
        if (those.isEmpty()) {
            return;
        }
        List<Q> questions = List.copyOf(those.keySet());
        Future.<Void>succeededFuture()
                .compose(_ -> statement.apply(key, questions))
                .onComplete((answers, failure) -> {
                    Map<Q, List<Waiting<A>>> fail = failure == null ? Map.of() : takeAll(key);
                    next(key);
                    int number = 0;
                    for (List<Waiting<A>> all : those.values()) {
                        A value = failure == null ? answers.get(number++) : null;
                        all.forEach(one -> one.answer(value, failure));
                    }
                    fail.values().forEach(all -> all.forEach(one -> one.answer(null, failure)));
                });
    }

    /** The questions of the next statement, with who waits for each; where there are none, the line ends. */
    private synchronized Map<Q, List<Waiting<A>>> take(K key) {
        Map<Q, List<Waiting<A>>> taken = new LinkedHashMap<>();
        Iterator<Map.Entry<Q, List<Waiting<A>>>> line =
                requireNonNull(lines.get(key), "it has begun").entrySet().iterator();
        while (line.hasNext() && taken.size() < MOST) {
            Map.Entry<Q, List<Waiting<A>>> next = line.next();
            taken.put(next.getKey(), next.getValue());
            line.remove();
        }
        if (taken.isEmpty()) {
            lines.remove(key);
        }
        taken.values().forEach(all -> waiting -= all.size());
        return taken;
    }

    private synchronized Map<Q, List<Waiting<A>>> takeAll(K key) {
        Map<Q, List<Waiting<A>>> all = requireNonNull(lines.put(key, new LinkedHashMap<>()), "it has begun");
        all.values().forEach(those -> waiting -= those.size());
        return all;
    }

    /** @param caller its context, where it has one */
    private record Waiting<A>(@Nullable Context caller, Promise<A> promise) {
        void answer(@Nullable A value, @Nullable Throwable failure) {
            if (caller == null) {
                promise.complete(value, failure);
            } else {
                caller.runOnContext(_ -> promise.complete(value, failure));
            }
        }
    }
}
